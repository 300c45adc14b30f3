import type { MigrationReport } from '../app/migration-report.js';
import { defaultWaveSize, planFleet } from '../app/fleet/plan-fleet.js';
import { beginRun, carryOutRun, giveUpRun, type RunOutcome, type RunPorts } from '../app/run/carry-out-run.js';
import { planRun, type PlannedRun } from '../app/run/plan-run.js';
import { findRunObstacle } from '../app/run/run-obstacle.js';
import { defaultStopRule } from '../app/run/stop-rule.js';
import { openRun, type Run } from '../core/journal/run.js';
import { RefusedError } from '../core/reason.js';
import { scheduleForm } from '../core/schedule/schedule.js';
import type { Stage } from '../core/rewrite/stage.js';
import type { CommandContext, OptionTable, OptionValues } from './command.js';
import { configuration } from './configuration.js';
import { endpointsOf } from './fleet-endpoints.js';
import { exitCodes, worstOf, type ExitCode } from './exit-codes.js';
import { migrationExitCode } from './migration-exit-code.js';
import { migrationPorts, newPlanner } from './migration-ports.js';
import { migrationAsText } from './text/migration-text.js';
import { numberOption } from './arguments/number-option.js';
import { oneWave } from './one-wave.js';
import { publishedMigrations } from '../app/published-documents.js';
import { recoverFirst } from './recover-first.js';
import { UsageError } from './arguments/usage-error.js';
import { waitForStart } from './wait-for-start.js';

/** Options of `migrate` that are about a wave as a whole. */
export const runOptions = {
  wave: { type: 'string', value: 'N', summary: 'Migrate the agents of this wave of `fleet` as one run' },
  'wave-size': { type: 'string', value: 'N', summary: `Most agents of one wave (default ${defaultWaveSize})` },
  endpoints: {
    type: 'boolean',
    summary: 'Let migrated agents ask by name for the addresses that `fleet --endpoints` lists, as one run',
  },
  when: {
    type: 'string',
    value: 'WHEN',
    summary: `Wait with the run until this holds: ${scheduleForm}`,
  },
  resume: { type: 'boolean', summary: 'Go on with the run that was interrupted or stopped' },
  'give-up': { type: 'boolean', summary: 'Leave undone what is left of the run that was interrupted or stopped' },
  'allow-dirty': { type: 'boolean', summary: 'Begin a run although there are changes that are not committed' },
  'stop-after-failures': {
    type: 'string',
    value: 'N',
    summary: `Stop a run after so many files that could not be migrated, not counting those that have no plan (default ${defaultStopRule.failures}; 0: never)`,
  },
  'stop-after-rollbacks': {
    type: 'string',
    value: 'N',
    summary: `Stop a run after so many migrations that failed their checks (default ${defaultStopRule.rollbacks}; 0: never)`,
  },
} as const satisfies OptionTable;

interface RunValues extends OptionValues<typeof runOptions> {
  readonly class?: string;
  readonly through?: Stage;
  readonly 'include-review'?: boolean;
  readonly 'dry-run'?: boolean;
  readonly 'allow-exec'?: boolean;
  readonly 'require-clean'?: boolean;
}

/** What `migrate` was asked for when it is a run; `undefined` when it is files. Throws `UsageError` for both or neither. */
export function runAskedFor(values: RunValues, positionals: readonly string[]): RunValues | undefined {
  const { wave, endpoints, resume, 'give-up': givesUp } = values;
  const ways = [wave !== undefined, endpoints === true, resume === true, givesUp === true, positionals.length > 0];
  const count = ways.filter(Boolean).length;
  if (count === 0)
    throw new UsageError('"migrate" needs an argument: PATH…, --wave N, --endpoints, --resume or --give-up.');
  if (count > 1) throw new UsageError('Choose one of PATH…, --wave, --endpoints, --resume and --give-up.');
  if (values.when !== undefined && (positionals.length > 0 || givesUp === true || values['dry-run'] === true))
    throw new UsageError('--when is about a run that is carried out: --wave, --endpoints or --resume.');
  if (positionals.length > 0) return undefined;
  if (values.class !== undefined) throw new UsageError('--class is about files; a wave names its classes itself.');
  return values;
}

/** Carries out a wave, or goes on with one, and says what came of it. */
export async function migrateRun(context: CommandContext, values: RunValues): Promise<ExitCode> {
  if (values['dry-run'] !== true) await recoverFirst(context);
  if (values['give-up'] === true) return await giveUp(context);
  if (values.when !== undefined) await waitForStart(context, values.when, values['allow-dirty'] === true);
  const ready = await readyRun(context, values);
  if (ready === undefined) return nothingToDo(context);
  const { planned, run, through, includeReview } = ready;
  if (values['dry-run'] === true) return tell(context, planned, undefined);
  await assertClear(context, values);
  const id =
    run ??
    (await beginRun(
      context.ports.changes.store,
      { through, includeReview, items: [...planned.items] },
      context.operation,
    ));
  const stopRule = {
    failures: numberOption('--stop-after-failures', values['stop-after-failures'], 0, defaultStopRule.failures),
    rollbacks: numberOption('--stop-after-rollbacks', values['stop-after-rollbacks'], 0, defaultStopRule.rollbacks),
  };
  return tell(
    context,
    planned,
    await carryOutRun(runPorts(context, values, planned), { id, stopRule }, context.operation),
  );
}

interface ReadyRun {
  readonly planned: PlannedRun;
  /** Of a run that goes on. */
  readonly run?: string;
  readonly through: Stage;
  readonly includeReview: boolean;
}

async function readyRun(context: CommandContext, values: RunValues): Promise<ReadyRun | undefined> {
  if (values.resume === true) return await openOne(context);
  return values.endpoints === true ? await plannedLookUps(context) : await plannedWave(context, values);
}

async function plannedLookUps(context: CommandContext): Promise<ReadyRun> {
  const planFile = newPlanner(context);
  const { agents, edits } = await endpointsOf(context, planFile);
  const how = { through: 'integration', includeReview: true } as const;
  const { sources } = context.ports.changes;
  const planned = await planRun({ sources, planFile }, { agents, edits, ...how }, context.operation);
  return { planned, ...how };
}

async function plannedWave(context: CommandContext, values: RunValues): Promise<ReadyRun> {
  const { ports, operation } = context;
  const waveSize = numberOption('--wave-size', values['wave-size'], 1, defaultWaveSize);
  const config = await configuration(context);
  const request = { paths: [], noIgnore: false, useCache: true, verify: false, config, waveSize };
  const { plan } = await planFleet(ports, request, operation);
  const { agents } = oneWave(plan, numberOption('--wave', values.wave, 1, 1));
  const how = { through: values.through ?? 'integration', includeReview: values['include-review'] === true };
  const planned = await planRun(
    { sources: ports.changes.sources, planFile: newPlanner(context) },
    { agents, ...how },
    operation,
  );
  return { planned, ...how };
}

async function openOne(context: CommandContext): Promise<ReadyRun | undefined> {
  const run = await findOpen(context);
  if (run === undefined) return undefined;
  const { id, begun } = run;
  const planned = { items: begun.items, entries: [], left: [], planFile: newPlanner(context) };
  return { planned, run: id, through: begun.through, includeReview: begun.includeReview };
}

async function findOpen({ ports }: CommandContext): Promise<Run | undefined> {
  const { history } = await ports.changes.store.view();
  return openRun(history.runs);
}

async function giveUp(context: CommandContext): Promise<ExitCode> {
  const run = await findOpen(context);
  if (run === undefined) return nothingToDo(context);
  await giveUpRun(context.ports.changes.store, run.id, context.operation);
  if (context.json) context.output.document(publishedMigrations({ schemaVersion: 1, migrations: [] }));
  else context.output.text(`The run ${run.id} was given up; what was migrated stays migrated.\n`);
  return exitCodes.done;
}

function nothingToDo({ json, output }: CommandContext): ExitCode {
  if (json) output.document(publishedMigrations({ schemaVersion: 1, migrations: [] }));
  else output.text('There is no run that was interrupted or stopped.\n');
  return exitCodes.done;
}

async function assertClear({ ports, operation }: CommandContext, values: RunValues): Promise<void> {
  const { changes, versionControl } = ports;
  const { store, sources } = changes;
  const reason = await findRunObstacle({ store, sources, versionControl }, operation);
  if (reason === undefined || (reason.code === 'dirty' && values['allow-dirty'] === true)) return;
  const hint = reason.code === 'dirty' ? ' --allow-dirty begins all the same.' : '';
  throw new RefusedError({ ...reason, message: `${reason.message}${hint}` });
}

function runPorts(context: CommandContext, values: RunValues, { planFile }: PlannedRun): RunPorts {
  const { clock } = context.ports;
  return { ...migrationPorts(context, planFile, values['allow-exec'] === true), clock };
}

function tell({ json, output }: CommandContext, planned: PlannedRun, outcome: RunOutcome | undefined): ExitCode {
  const migrations = [...planned.left, ...(outcome?.entries ?? planned.entries)];
  const report: MigrationReport = { schemaVersion: 1, ...(outcome ? {} : { dryRun: true }), migrations };
  const run = outcome && { id: outcome.id, state: outcome.state, waiting: outcome.waiting, total: outcome.total };
  if (json) output.document({ ...publishedMigrations(report), ...(run ? { run } : {}) });
  else output.text(`${migrationAsText(report)}${outcome === undefined ? '' : outcomeText(outcome)}`);
  if (outcome?.state === 'paused') return exitCodes.cancelled;
  return worstOf(migrations.map(migrationExitCode));
}

function outcomeText({ id, state, because, waiting, total }: RunOutcome): string {
  const back = `\`rollback --run ${id}\` takes all of it back`;
  if (total === 0) return `Run ${id}: no file could be taken up.\n`;
  if (state === 'done') return `Run ${id}: all ${total} files were taken up. ${back}.\n`;
  const why = state === 'paused' ? 'It was cancelled' : `It stopped: ${because}`;
  return `Run ${id}: ${waiting} of ${total} files wait. ${why}. \`migrate --resume\` goes on, ${back}.\n`;
}
