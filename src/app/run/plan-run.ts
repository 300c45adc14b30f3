import { isSameBytes } from '../../core/text/same-bytes.js';
import type { RunBegun } from '../../core/journal/record.js';
import type { RunItem } from '../../core/journal/run.js';
import type { AgentPlace } from '../../core/workspace/agent-references.js';
import { RefusedError } from '../../core/reason.js';
import type { MigratePorts } from '../change-ports.js';
import { doneStatus, entryOf, refusal } from '../migrate/migration-entry.js';
import type { MigrationEntry } from '../migration-report.js';
import type { Operation } from '../operation.js';
import { changesNothing } from '../plan/planned-stages.js';
import { readSource } from '../assess/read-source.js';
import type { FilePlanner, ProvenPlan } from '../ports/file-planner.js';

export interface PlannedRun {
  readonly items: readonly RunItem[];
  /** What would become of the files of the run. */
  readonly entries: readonly MigrationEntry[];
  /** Files that are not part of the run: nothing to do in them, or refused, with the reason. */
  readonly left: readonly MigrationEntry[];
  /** Gives a plan that was just made once more while its file is what it was, and makes every other. */
  readonly planFile: FilePlanner;
}

interface Request extends Pick<RunBegun, 'through' | 'includeReview'> {
  readonly agents: readonly AgentPlace[];
  /** Only these edits of each file; what the plan carries out by itself when absent. */
  readonly edits?: ReadonlyMap<string, readonly string[]>;
}
type PlanPorts = Pick<MigratePorts, 'sources' | 'planFile'>;

/** Plans every file of some agents before any of them is touched. Writes nothing. */
export async function planRun(ports: PlanPorts, request: Request, operation: Operation): Promise<PlannedRun> {
  const files = [...classesByFile(request.agents)];
  const planned: PlannedFile[] = [];
  for (const [done, [path, classes]] of files.entries()) {
    operation.signal.throwIfAborted();
    operation.onProgress?.({ done, total: files.length, label: `Planning ${path}` });
    planned.push(await planFile(ports, { ...request, path, classes }, operation));
  }
  const plans = new Map(planned.flatMap((one) => (one.made ? [[one.entry.path, one.made] as const] : [])));
  return {
    items: planned.flatMap(({ made, entry: { path, classes } }) =>
      made ? [itemOf(request, { path, classes, plan: made.proven.plan.id })] : [],
    ),
    entries: planned.flatMap(({ made, entry }) => (made ? [entry] : [])),
    left: planned.flatMap(({ made, entry }) => (made ? [] : [entry])),
    planFile: async (again, planning) => {
      const known = plans.get(again.path);
      plans.delete(again.path);
      return known !== undefined && isSameBytes(known.bytes, again.bytes)
        ? known.proven
        : await ports.planFile(again, planning);
    },
  };
}

function itemOf(
  { edits }: Request,
  { path, classes, plan }: Pick<MigrationEntry, 'path' | 'classes'> & Pick<RunItem, 'plan'>,
): RunItem {
  const chosen = edits?.get(path);
  const item = { path, classes: [...classes], plan };
  return chosen === undefined ? item : { ...item, edits: [...chosen] };
}

interface PlannedFile {
  readonly entry: MigrationEntry;
  /** Absent where there is nothing to carry out. */
  readonly made?: { readonly bytes: Uint8Array; readonly proven: ProvenPlan };
}

async function planFile(
  ports: PlanPorts,
  {
    path,
    classes,
    through,
    includeReview,
    edits,
  }: Omit<Request, 'agents'> & { readonly path: string; readonly classes: readonly string[] },
  operation: Operation,
): Promise<PlannedFile> {
  const file = await readSource(ports.sources, path).catch(asRefusal);
  if ('reason' in file) return { entry: refusal(path, file.reason) };
  const chosenEdits = edits?.get(path);
  const choice = chosenEdits === undefined ? {} : { chosenEdits };
  const request = { path, bytes: file.bytes, classes, through, includeReview, ...choice };
  const proven = await ports.planFile(request, operation).catch(asRefusal);
  if ('reason' in proven) return { entry: refusal(path, proven.reason, file) };
  if (proven.plan.refused) return { entry: refusal(path, proven.plan.refused, file, proven) };
  if (changesNothing(proven.plan)) return { entry: entryOf(file, proven, { status: 'unchanged' }) };
  return { entry: entryOf(file, proven, { status: doneStatus(proven) }), made: { bytes: file.bytes, proven } };
}

function asRefusal(error: unknown): RefusedError {
  if (error instanceof RefusedError) return error;
  throw error;
}

function classesByFile(agents: readonly AgentPlace[]): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, readonly string[]>();
  for (const { path, class: name } of agents) if (name !== null) files.set(path, [...(files.get(path) ?? []), name]);
  return files;
}
