import type { Reason } from '../../core/reason.js';
import type { CarriedOut } from './carry-out.js';
import type { MigrationEntry } from '../migration-report.js';
import { leavesSomething, plannedStages } from '../plan/planned-stages.js';
import type { ProvenPlan } from '../ports/file-planner.js';
import type { SourceFile } from '../ports/source-reader.js';
import type { StageChecks } from '../ports/in-place-validator.js';

/** What came of carrying out a plan. */
export function carriedEntry(file: SourceFile, proven: ProvenPlan, outcome: CarriedOut): MigrationEntry {
  switch (outcome.status) {
    case 'applied':
      return {
        ...entryOf(file, proven, { status: doneStatus(proven), checks: lastChecks(outcome.validated) }),
        id: outcome.begun.id,
      };
    case 'rolled-back':
      return {
        ...entryOf(file, proven, { status: 'rolled-back', checks: lastChecks(outcome.validated) }),
        id: outcome.begun.id,
        stages: droppedFrom(proven, 0),
        after: { sha256: file.sha256 },
        reason: outcome.reason,
      };
    case 'refused':
      return refusal(proven.plan.path, outcome.reason, file, proven);
  }
}

/** The entry of a migration of which a later stage failed and those before it stand, by a migration of their own. */
export function keptEntry(
  file: SourceFile,
  proven: ProvenPlan,
  failed: Extract<CarriedOut, { status: 'rolled-back' }>,
  kept: MigrationEntry,
): MigrationEntry {
  const { validated, reason } = failed;
  return {
    ...entryOf(file, proven, { status: 'rolled-back', checks: lastChecks(validated) }),
    id: kept.id,
    stages: droppedFrom(proven, kept.stages.length),
    after: kept.after,
    reason,
  };
}

function lastChecks(validated: readonly StageChecks[]): StageChecks['checks'] {
  return validated.at(-1)?.checks ?? [];
}

/** Nothing of the stages from that one on stands. */
function droppedFrom({ plan }: ProvenPlan, first: number): MigrationEntry['stages'] {
  return plannedStages(plan).map((stage, index) => (index < first ? stage : { ...stage, status: 'dropped' }));
}

/** How a plan is carried out when nothing goes wrong. */
export function doneStatus({ plan }: ProvenPlan): 'applied' | 'partial' {
  return leavesSomething(plan) ? 'partial' : 'applied';
}

/** An entry without an id: nothing is in the journal yet. Where nothing was validated, its checks are the proofs of the last stage. */
export function entryOf(
  { sha256 }: SourceFile,
  { plan }: ProvenPlan,
  { status, checks = [] }: { readonly status: MigrationEntry['status']; readonly checks?: MigrationEntry['checks'] },
): MigrationEntry {
  return {
    id: null,
    path: plan.path,
    classes: plan.classes,
    status,
    stages: plannedStages(plan),
    checks: checks.length > 0 ? checks : (plan.stages.at(-1)?.checks ?? []),
    before: { sha256 },
    after: { sha256: plan.stages.at(-1)?.result.sha256 ?? sha256 },
    reason: null,
  };
}

/** An entry of a file that was left alone. */
export function refusal(path: string, reason: Reason, file?: SourceFile, proven?: ProvenPlan): MigrationEntry {
  const hash = file ? { sha256: file.sha256 } : null;
  return {
    id: null,
    path,
    classes: proven?.plan.classes ?? [],
    status: 'refused',
    stages: proven ? plannedStages(proven.plan).map((stage) => ({ ...stage, status: 'unchanged' })) : [],
    checks: [],
    before: hash,
    after: hash,
    reason,
  };
}
