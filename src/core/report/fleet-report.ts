import * as v from 'valibot';
import type { Assessment, AssessmentReport } from '../assess/assessment.js';
import type { FleetPlan } from '../fleet/fleet-plan.js';
import type { History } from '../journal/replay.js';
import { canonicalJson } from '../text/canonical-json.js';
import { joinPath } from '../workspace/paths.js';
import { reportedMigrations, type ReportedMigration } from './reported-migration.js';
import { reportedPrediction, type ReportedPrediction } from './reported-prediction.js';
import type { PastAgents } from './reported-score.js';

/** What is known of a fleet at one moment; holds nothing that was not read or measured. */
export interface FleetReport {
  readonly schemaVersion: 1;
  /** ISO 8601. */
  readonly generatedAt: string;
  readonly generator: string;
  readonly summary: AssessmentReport['summary'];
  /** Settings of the risk profile that differ from the documented ones; absent when none does. */
  readonly changedSettings?: readonly string[];
  /** By falling score. */
  readonly agents: readonly Assessment[];
  readonly problems: AssessmentReport['problems'];
  readonly waves: readonly { readonly number: number; readonly workflow: string; readonly agents: number }[];
  /** Agents that stay as they are by the project configuration, with the reason that it gives. */
  readonly kept: readonly { readonly path: string; readonly class: string | null; readonly reason: string }[];
  /** Newest first. */
  readonly migrations: readonly ReportedMigration[];
  readonly prediction: ReportedPrediction;
  /** SHA-256 of every file that holds an agent, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** SHA-256 of all the rest of the report, as canonical JSON. */
  readonly digest: string;
}

export interface ReportSources {
  readonly assessment: AssessmentReport;
  readonly plan: FleetPlan;
  readonly history: History;
  readonly past: PastAgents;
  readonly files: Readonly<Record<string, string>>;
  readonly generatedAt: string;
  readonly generator: string;
}

/** `hash` is SHA-256 of a text, in hex. */
export function fleetReport(sources: ReportSources, hash: (text: string) => string): FleetReport {
  const { assessment, plan, history, past, files, generatedAt, generator } = sources;
  const { summary, agents, problems, changedSettings } = assessment;
  const waves = plan.waves.map(({ number, workflow, agents: own }) => ({ number, workflow, agents: own.length }));
  const report = {
    ...{ schemaVersion: 1 as const, generatedAt, generator, summary },
    ...(changedSettings === undefined ? {} : { changedSettings }),
    ...{ agents, problems, waves },
    kept: plan.left.flatMap(({ path, class: name, kept }) =>
      kept === undefined ? [] : [{ path, class: name, reason: kept }],
    ),
    migrations: reportedMigrations(history, { past, files }),
    prediction: reportedPrediction(history, past.before, agents),
    files,
  };
  return { ...report, digest: hash(canonicalJson(report)) };
}

const verifiable = v.looseObject({
  schemaVersion: v.literal(1),
  files: v.record(v.string(), v.string()),
  digest: v.string(),
});

export interface ReportVerification {
  readonly schemaVersion: 1;
  /** The report is as it was made: nothing in it was changed. */
  readonly genuine: boolean;
  /** Files whose content is the reported one. */
  readonly unchanged: number;
  readonly changed: readonly string[];
  readonly missing: readonly string[];
}

/** Compares a report, read from JSON, with itself and with the files of today; undefined when it is no report. */
export function verifyReport(
  report: unknown,
  today: ReadonlyMap<string, string>,
  hash: (text: string) => string,
): ReportVerification | undefined {
  const parsed = v.safeParse(verifiable, report);
  if (!parsed.success) return undefined;
  const { digest, ...content } = parsed.output;
  const paths = Object.entries(content.files);
  return {
    schemaVersion: 1,
    genuine: hash(canonicalJson(content)) === digest,
    unchanged: paths.filter(([path, sha256]) => today.get(path) === sha256).length,
    changed: paths.flatMap(([path, sha256]) => (today.has(path) && today.get(path) !== sha256 ? [path] : [])),
    missing: paths.flatMap(([path]) => (today.has(path) ? [] : [path])),
  };
}

/** Paths of the files that a report tells of; empty when it is no report. One that leads out of the workspace is none of them. */
export function reportedPaths(report: unknown): readonly string[] {
  const parsed = v.safeParse(verifiable, report);
  return parsed.success ? Object.keys(parsed.output.files).filter(isInside) : [];
}

/** It names a file of the workspace as this program writes paths: relative, with `/`, and through no folder above. */
const isInside = (path: string): boolean => !path.includes('\\') && joinPath('', path) === path;
