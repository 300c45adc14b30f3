import type { AssessmentReport, FileAssessment } from '../../core/assess/assessment.js';
import { assessFile } from '../../core/assess/assess-file.js';
import { assessmentRules } from '../../core/assess/assessment-rules.js';
import { changedSettings } from '../../core/assess/profile.js';
import { reportOf } from '../../core/assess/report.js';
import { isWithin } from '../../core/workspace/paths.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import { WorkspaceIndex, type WorkspaceState } from '../../core/workspace/workspace-index.js';
import type { Operation } from '../operation.js';
import { publishedAssessment } from '../published-documents.js';
import {
  beginAssessment,
  rememberedDocument,
  type BeginningPorts,
  type BegunAssessment,
  type ListedWorkspace,
} from './begin-assessment.js';
import { piecesOf, type Piece } from './document-pieces.js';
import {
  readListed,
  readSources,
  type ReadingPorts,
  type WorkspaceListing,
  type WorkspaceReading,
} from './read-workspace.js';

export type AssessmentPorts = ReadingPorts & BeginningPorts;

/** `paths`: files and folders whose agents are reported; empty means all. */
export interface AssessmentRequest extends WorkspaceReading {
  /** Also checks agent files with the parser and the interpreter's `compile()`. */
  readonly verify: boolean;
  /** The text that the configuration was read from, where it says all that there is to say; `null` where there is no such file. */
  readonly configText?: string | null;
  /** The workspace, when it has been listed already. */
  readonly listed?: ListedWorkspace;
  /** Nothing is read after it: what reads may end while the assessment goes on. */
  readonly isLast?: boolean;
}

/** Assesses the agents of a workspace once. Writes nothing into it. */
export async function assessWorkspace(
  ports: AssessmentPorts,
  request: AssessmentRequest,
  operation: Operation,
): Promise<AssessmentReport> {
  const begun = await begin(ports, request, operation);
  const report = await rememberedOrNew(ports, request, begun, operation);
  operation.signal.throwIfAborted();
  const elapsedMs = Math.round(ports.clock.monotonicMs() - begun.startedMs);
  return { ...report, summary: { ...report.summary, elapsedMs } };
}

/** The same as the document of `assess --json`, in pieces. Taking apart what is remembered would cost more than all the rest. */
export async function assessmentDocument(
  ports: AssessmentPorts,
  request: AssessmentRequest,
  operation: Operation,
): Promise<readonly Piece[]> {
  const begun = await begin(ports, request, operation);
  const known = await rememberedDocument(ports, begun);
  operation.signal.throwIfAborted();
  if (known) return known;
  const report = await rememberedOrNew(ports, request, begun, operation);
  const [before, after] = piecesOf(JSON.stringify(publishedAssessment(report)));
  await begun.remembered?.keepDocument([before, after]);
  operation.signal.throwIfAborted();
  return [before, String(Math.round(ports.clock.monotonicMs() - begun.startedMs)), after];
}

async function begin(
  ports: AssessmentPorts,
  request: AssessmentRequest,
  operation: Operation,
): Promise<BegunAssessment> {
  const { configText, config } = request;
  return await beginAssessment(
    ports,
    { ...request, configuredBy: configText === undefined ? config : configText },
    operation,
  );
}

/** Made in no measured time. */
async function rememberedOrNew(
  ports: AssessmentPorts,
  request: AssessmentRequest,
  { listing, remembered }: BegunAssessment,
  operation: Operation,
): Promise<AssessmentReport> {
  const known = await remembered?.get();
  if (known) return known;
  const report = await assessListed(ports, request, listing, operation);
  await remembered?.keep(report);
  return report;
}

async function assessListed(
  ports: AssessmentPorts,
  request: AssessmentRequest,
  listing: WorkspaceListing,
  operation: Operation,
): Promise<AssessmentReport> {
  const read = await readListed(ports, request, listing, operation);
  const state = request.verify ? await withVerifiedAgents(ports, read, request, operation) : read;
  if (request.isLast === true) ports.scanner.close();
  return assessState(state, new WorkspaceIndex(state), request);
}

/** Assesses what has been read, in no measured time. */
export function assessState(
  state: WorkspaceState,
  index: WorkspaceIndex,
  { config, paths }: Pick<AssessmentRequest, 'config' | 'paths'>,
): AssessmentReport {
  const rules = assessmentRules(config);
  const assessments: FileAssessment[] = [];
  for (const file of reported(state, paths)) assessments.push(assessFile(file, index, rules));
  return reportOf({
    assessments,
    files: assessments.length,
    elapsedMs: 0,
    changedSettings: changedSettings(rules.profile),
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

function* reported({ files }: WorkspaceState, paths: readonly string[]): Generator<SourceFile> {
  const isReported = (path: string): boolean =>
    paths.length === 0 || paths.some((one) => one === path || isWithin(path, one));
  for (const file of files.values()) if (isReported(file.path)) yield file;
}
