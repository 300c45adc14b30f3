import type { AssessmentReport, FileAssessment } from '../core/assess/assessment.js';
import { assessFile } from '../core/assess/assess-file.js';
import { configuredProfile } from '../core/assess/configured-profile.js';
import { changedSettings } from '../core/assess/profile.js';
import { reportOf } from '../core/assess/report.js';
import type { Config } from '../core/config/config.js';
import { isWithin } from '../core/workspace/paths.js';
import { WorkspaceIndex, type WorkspaceState } from '../core/workspace/workspace-index.js';
import type { Operation } from './operation.js';
import type { Clock } from './ports/clock.js';
import type { SourceScanner } from './ports/source-scanner.js';
import type { WorkspaceFiles } from './ports/workspace-files.js';
import { readSources, readWorkspaceState } from './read-workspace.js';

export interface AssessmentPorts {
  readonly files: WorkspaceFiles;
  readonly scanner: SourceScanner;
  readonly clock: Clock;
}

export interface AssessmentRequest {
  /** Files and folders whose agents are reported, relative to the workspace; empty means all. The whole workspace is read all the same. */
  readonly paths: readonly string[];
  readonly noIgnore: boolean;
  readonly useCache: boolean;
  /** Also checks agent files with the parser and the interpreter's `compile()`. */
  readonly verify: boolean;
  readonly config: Config;
}

/** Assesses the agents of a workspace once. Writes nothing into it. */
export async function assessWorkspace(
  ports: AssessmentPorts,
  request: AssessmentRequest,
  operation: Operation,
): Promise<AssessmentReport> {
  const startedMs = ports.clock.monotonicMs();
  const state = await readWorkspaceState(ports, request, operation);
  const verified = request.verify ? await withVerifiedAgents(ports, state, request, operation) : state;
  const index = new WorkspaceIndex(verified);
  const { config } = request;
  const profile = configuredProfile(config);
  const assessments: FileAssessment[] = [];
  for (const file of reported(verified, request.paths)) {
    assessments.push(assessFile(file, index, { config, profile }));
  }
  operation.signal.throwIfAborted();
  return reportOf({
    assessments,
    files: assessments.length,
    elapsedMs: ports.clock.monotonicMs() - startedMs,
    changedSettings: changedSettings(profile),
  });
}

/** Only agents are verified: the checks cost as much as everything else together, and only agents are migrated. */
async function withVerifiedAgents(
  { scanner }: AssessmentPorts,
  state: WorkspaceState,
  { useCache, paths }: AssessmentRequest,
  operation: Operation,
): Promise<WorkspaceState> {
  const index = new WorkspaceIndex(state);
  const agents = [...reported(state, paths)].filter((file) => index.detectionOf(file).agents.length > 0);
  const verified = await readSources(
    scanner,
    agents.map(({ path }) => path),
    { useCache, verify: 'all' },
    operation,
  );
  return { ...state, files: new Map([...state.files, ...verified]) };
}

function* reported(
  { files }: WorkspaceState,
  paths: readonly string[],
): Generator<WorkspaceState['files'] extends ReadonlyMap<string, infer File> ? File : never> {
  const isReported = (path: string): boolean =>
    paths.length === 0 || paths.some((one) => one === path || isWithin(path, one));
  for (const file of files.values()) if (isReported(file.path)) yield file;
}
