import type { FleetReport, ReportVerification } from '../../core/report/fleet-report.js';
import type { ReportWriters } from '../../core/report/report-writers.js';
import type { AssessmentPorts, AssessmentRequest } from '../assess/assess-workspace.js';
import type { Operation } from '../operation.js';
import { defaultWaveSize, planFleet } from '../fleet/plan-fleet.js';
import { PastAssessments, type PastPorts } from '../prediction/past-assessments.js';
import type { MigrationStore } from '../ports/migration-store.js';
import type { WorkspaceFiles } from '../ports/workspace-files.js';

export interface ReportPorts extends AssessmentPorts, Pick<PastPorts, 'questions'> {
  readonly changes: { readonly store: Pick<MigrationStore, 'view' | 'checkpoints'> };
  readonly writers: () => ReportWriters;
  /** SHA-256 in lower-case hex. */
  readonly hash: (content: string | Uint8Array) => string;
}

export interface MadeReport {
  readonly report: FleetReport;
  /** The journal cannot be believed; what it says is reported all the same. */
  readonly warning: string | undefined;
}

/** Gathers what is known of the fleet: risk, waves, what the journal tells and what can be learned from it. Writes nothing. */
export async function makeReport(
  ports: ReportPorts,
  request: AssessmentRequest & { readonly generator: string },
  operation: Operation,
): Promise<MadeReport> {
  const fleet = await planFleet(ports, { ...request, waveSize: defaultWaveSize }, operation);
  const { plan, assessment, files, assess } = fleet;
  const { store } = ports.changes;
  const { history, warning } = await store.view();
  const versions = new PastAssessments({ store, questions: ports.questions });
  const past = {
    before: await versions.of(history.migrations, 'before', assess, operation),
    after: await versions.of(history.migrations, 'after', assess, operation),
  };
  const reported = new Set(assessment.agents.map(({ path }) => path));
  const hashes = [...files.values()].flatMap(({ path, sha256 }) =>
    reported.has(path) ? [[path, sha256] as const] : [],
  );
  const sources = {
    ...{ assessment, plan, history, past, files: Object.fromEntries(hashes) },
    generatedAt: new Date(ports.clock.nowMs()).toISOString(),
    generator: request.generator,
  };
  return { report: ports.writers().gather(sources, ports.hash), warning };
}

/** Compares a report with itself and with the files that it tells of; undefined when `written` is no report. */
export async function checkReport(
  ports: Pick<ReportPorts, 'files' | 'hash' | 'writers'>,
  written: unknown,
  operation: Operation,
): Promise<ReportVerification | undefined> {
  const writers = ports.writers();
  const today = await hashesOf(ports, new Set(writers.paths(written)), operation);
  return writers.verify(written, today, ports.hash);
}

async function hashesOf(
  { files, hash }: { readonly files: WorkspaceFiles; readonly hash: ReportPorts['hash'] },
  paths: ReadonlySet<string>,
  { signal }: Operation,
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const path of [...paths].sort()) {
    signal.throwIfAborted();
    const bytes = await files.read(path);
    if (bytes !== undefined) hashes.set(path, hash(bytes));
  }
  return hashes;
}
