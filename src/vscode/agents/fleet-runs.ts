import { counted } from '../../core/text/counted.js';
import type * as vscode from 'vscode';
import type { Operation } from '../../app/operation.js';
import type { FilePlanner } from '../../app/ports/file-planner.js';
import { recover } from '../../app/migrate/recover.js';
import { beginRun, carryOutRun, giveUpRun, type RunOutcome, type NewRun } from '../../app/run/carry-out-run.js';
import { findRunObstacle } from '../../app/run/run-obstacle.js';
import type { StopRule } from '../../app/run/stop-rule.js';
import type { Wave } from '../../core/fleet/fleet-plan.js';
import { openRun, waitingItems, type Run, type RunItem } from '../../core/journal/run.js';
import { RefusedError } from '../../core/reason.js';
import type { Stage } from '../../core/rewrite/stage.js';
import type { FailurePresenter } from '../command-runner.js';
import { runCommand } from '../commands.js';
import type { ContextKeys } from '../context-keys.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import { inBackground } from '../in-background.js';
import type { AppliedChecks } from '../migrate/applied-checks.js';
import type { PlannedMigration } from '../migrate/plan-migrations.js';
import { shownPlan } from '../migrate/shown-plan.js';
import { tellRefused } from '../migrate/tell-refused.js';
import { withCancellableProgress } from '../progress.js';
import type { MigrationLog } from '../rollback/migration-log.js';
import { assertTrusted } from '../trust.js';
import { uriInFolder, type WorkspaceFolders } from '../workspace-folders.js';
import type { AgentsView } from './agents-view.js';
import type { WorkspaceWaves } from './workspace-waves.js';

export interface FleetRunsParts {
  readonly folders: WorkspaceFolders;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
  readonly contextKeys: ContextKeys;
  readonly migrations: MigrationLog;
  readonly checks: () => AppliedChecks;
  readonly stopRule: (uri: vscode.Uri) => StopRule;
  readonly view: Pick<AgentsView, 'say'>;
  readonly waves: WorkspaceWaves;
}

interface WaitingRun {
  readonly engine: FolderEngine;
  readonly run: Run;
  readonly waiting: number;
}

const never: Operation = { signal: new AbortController().signal };
const clock = { monotonicMs: () => performance.now() };

/** Runs over several files, one for each folder: begun, stopped, paused, gone on with after a restart, or given up. */
export class FleetRuns {
  /** Of the run that goes on now. */
  private pausing: AbortController | undefined;
  /** Ids of the runs that go on in this window: they wait for nobody. */
  private readonly going = new Set<string>();

  constructor(private readonly parts: FleetRunsParts) {}

  /** The file that is being migrated comes to its end. */
  pause(): void {
    this.pausing?.abort();
  }

  /** `false` when no run was begun. */
  async carryOut(planned: readonly PlannedMigration[], through: Stage): Promise<boolean> {
    assertTrusted();
    for (const { migration } of planned) await migration.settled();
    let hasBegun = false;
    for (const engine of new Set(planned.map(({ file }) => file.engine))) {
      const own = planned.filter(({ file }) => file.engine === engine);
      if (!(await this.isClear(engine))) break;
      hasBegun = true;
      const includeReview = own.some(({ migration }) => migration.recipe.includeReview);
      const items = own.map((one) => itemOf(one, through));
      const plans = new Map(own.map(({ file, migration }) => [file.path, shownPlan(migration, through)]));
      const planFile: FilePlanner = async (request, operation) =>
        await (plans.get(request.path) ?? engine.ports.planFile)(request, operation);
      // What is left for later folders is not begun when one of them stopped.
      if ((await this.carryOutNew(engine, { through, includeReview, items }, planFile)) !== 'done') break;
    }
    return hasBegun;
  }

  /** Begins what was planned before; a file that has changed since is left alone. */
  async begin(engine: FolderEngine, items: readonly RunItem[]): Promise<void> {
    const how = { through: 'integration', includeReview: false } as const;
    await this.carryOutNew(engine, { ...how, items: [...items] }, engine.planOften());
  }

  /** Goes on with what waits, as it was planned; a file that has changed since is left alone. */
  async resume(): Promise<void> {
    assertTrusted();
    for (const { engine, run } of await this.waiting()) {
      if (!(await this.isClear(engine))) return;
      await recover(engine.ports, [], never);
      await this.carryOutOne(engine, run.id, engine.planOften());
    }
  }

  async giveUp(): Promise<void> {
    for (const { engine, run } of await this.waiting()) await giveUpRun(engine.ports.store, run.id, never);
    await this.showWaiting();
  }

  /** Shows a run that was interrupted, and asks what becomes of it. */
  async tellWaiting(): Promise<void> {
    const [first] = await this.showWaiting();
    if (first === undefined) return;
    const message = `A run was interrupted: ${progressOf(first)}.`;
    inBackground(this.parts.failures, () => this.ask(first.engine, first.run, message));
  }

  /** The wave that a run is all of; only waves that a person has moved agents in have to be told. */
  private async waveOf(engine: FolderEngine, items: readonly RunItem[]): Promise<Wave | undefined> {
    const { waves } = await this.parts.waves.planOf(engine, never.signal);
    const paths = new Set(items.map(({ path }) => path));
    return waves.find(({ agents }) => agents.every(({ path }) => paths.has(path)));
  }

  private async carryOutNew(engine: FolderEngine, run: NewRun, planFile: FilePlanner): Promise<RunOutcome['state']> {
    const id = await beginRun(engine.ports.store, run, never);
    const wave = this.parts.waves.isEdited ? await this.waveOf(engine, run.items) : undefined;
    const state = await this.carryOutOne(engine, id, planFile);
    if (wave !== undefined && state === 'done') await this.parts.waves.carriedOut(engine, wave);
    return state;
  }

  private async carryOutOne(engine: FolderEngine, id: string, planFile: FilePlanner): Promise<RunOutcome['state']> {
    // Scores follow what was written before the next files are opened.
    const betweenChunks = (): Promise<void> => engine.assessments.filesChanged([], never);
    const ports = { ...engine.ports, clock, planFile, validate: this.parts.checks().inPlace(engine), betweenChunks };
    const stopRule = this.parts.stopRule(engine.folder.uri);
    const pausing = this.pausable(new AbortController());
    this.going.add(id);
    const outcome = await withCancellableProgress('Migrating', (operation) => {
      const signal = AbortSignal.any([operation.signal, pausing.signal]);
      return carryOutRun(ports, { id, stopRule }, { ...operation, signal });
    }).finally(async () => {
      this.going.delete(id);
      this.pausable(undefined);
      await this.parts.migrations.refresh();
      await this.showWaiting();
    });
    inBackground(this.parts.failures, () => this.tell(engine, outcome));
    return outcome.state;
  }

  private pausable<T extends AbortController | undefined>(pausing: T): T {
    this.pausing = pausing;
    this.parts.contextKeys.set('agentMigrator.runGoesOn', pausing !== undefined);
    return pausing;
  }

  private async tell(engine: FolderEngine, { id, state, because, entries, waiting, total }: RunOutcome): Promise<void> {
    const refused = entries.flatMap(({ path, status, reason }) =>
      (status === 'refused' || status === 'rolled-back') && reason !== null
        ? [{ uri: uriInFolder(engine.folder, path), reason }]
        : [],
    );
    const run = (await engine.ports.store.view()).history.runs.find((one) => one.id === id);
    if (state !== 'done' && run !== undefined) {
      const why = state === 'stopped' ? `The run stopped: ${because}` : 'The run is paused';
      await this.ask(engine, run, `${why}. ${total - waiting} of ${counted(total, 'file')} were taken up.`);
    }
    if (refused.length > 0) await tellRefused(this.parts.dialogs, refused, total);
  }

  private async ask(engine: FolderEngine, run: Run, message: string): Promise<void> {
    const [goOn, back, leave] = ['Go On', 'Roll Back', 'Leave the Rest'];
    const chosen = await this.parts.dialogs.notify('warning', message, goOn, back, leave);
    if (chosen === goOn) await runCommand('agentMigrator.resumeRun');
    if (chosen !== leave && chosen !== back) return;
    // Not those of other folders, about which nobody was asked.
    await giveUpRun(engine.ports.store, run.id, never);
    await this.showWaiting();
    if (chosen === leave) return;
    const { migrations } = (await engine.ports.store.view()).history;
    const own = migrations.filter(({ begun, state }) => begun.batch === run.id && state === 'applied').reverse();
    const uris = own.map(({ path }) => uriInFolder(engine.folder, path));
    if (uris.length > 0) await runCommand('agentMigrator.rollback', uris[0], uris);
  }

  /** A merge refuses; changes that are not committed are a person's to decide about. */
  private async isClear({ ports, folder }: FolderEngine): Promise<boolean> {
    const reason = await findRunObstacle(ports, never);
    if (reason === undefined) return true;
    if (reason.code !== 'dirty') throw new RefusedError(reason);
    const go = 'Migrate Anyway';
    return (await this.parts.dialogs.ask(`Migrate several files of ${folder.name} now?`, reason.message, go)) === go;
  }

  private async waiting(): Promise<readonly WaitingRun[]> {
    const found: WaitingRun[] = [];
    for (const engine of this.parts.folders.all()) {
      const { history, warning } = await engine.ports.store.view();
      const run = warning === undefined ? openRun(history.runs) : undefined;
      if (run !== undefined && !this.going.has(run.id))
        found.push({ engine, run, waiting: waitingItems(run, history.migrations).length });
    }
    return found;
  }

  private async showWaiting(): Promise<readonly WaitingRun[]> {
    const waiting = await this.waiting();
    this.parts.contextKeys.set('agentMigrator.runWaits', waiting.length > 0);
    this.parts.view.say('run', waiting.map((one) => `A run waits: ${progressOf(one)}.`).join(' '));
    return waiting;
  }
}

function progressOf({ run, waiting }: WaitingRun): string {
  const total = run.begun.items.length;
  return `${total - waiting} of ${counted(total, 'file')} were taken up`;
}

function itemOf({ file, migration }: PlannedMigration, through: Stage): RunItem {
  const { plan } = migration.provenThrough(through);
  const { chosenEdits } = migration.recipe;
  const item = { path: file.path, classes: [...plan.classes], plan: plan.id };
  return chosenEdits === undefined ? item : { ...item, edits: [...chosenEdits] };
}
