import * as v from 'valibot';
import type { Assessment, AssessmentReport } from '../assess/assessment.js';
import type { FleetPlan } from '../fleet/fleet-plan.js';
import type { History } from '../journal/replay.js';
import { canonicalJson } from '../text/canonical-json.js';
import { reportedMigrations, type ReportedMigration } from './reported-migration.js';

/** What is known of a fleet at one moment; holds nothing that was not read or measured. */
export interface FleetReport {
  readonly schemaVersion: 1;
  /** ISO 8601. */
  readonly generatedAt: string;
  readonly generator: string;
  readonly summary: AssessmentReport['summary'];
  /** By falling score. */
  readonly agents: readonly Assessment[];
  readonly problems: AssessmentReport['problems'];
  readonly waves: readonly { readonly number: number; readonly workflow: string; readonly agents: number }[];
  /** Newest first. */
  readonly migrations: readonly ReportedMigration[];
  /** SHA-256 of every file that holds an agent, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** SHA-256 of all the rest of the report, as canonical JSON. */
  readonly digest: string;
}

export interface ReportSources {
  readonly assessment: AssessmentReport;
  readonly plan: FleetPlan;
  readonly history: History;
  readonly files: Readonly<Record<string, string>>;
  readonly generatedAt: string;
  readonly generator: string;
}

/** `hash` is SHA-256 of a text, in hex. */
export function fleetReport(sources: ReportSources, hash: (text: string) => string): FleetReport {
  const { assessment, plan, history, files, generatedAt, generator } = sources;
  const { summary, agents, problems } = assessment;
  const waves = plan.waves.map(({ number, workflow, agents: own }) => ({ number, workflow, agents: own.length }));
  const migrations = reportedMigrations(history);
  const content = { ...{ generatedAt, generator, summary, agents, problems, waves, migrations, files } };
  const report = { schemaVersion: 1, ...content } as const;
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

/** Paths of the files that a report tells of; empty when it is no report. */
export function reportedPaths(report: unknown): readonly string[] {
  const parsed = v.safeParse(verifiable, report);
  return parsed.success ? Object.keys(parsed.output.files) : [];
}
