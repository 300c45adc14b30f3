import * as vscode from 'vscode';
import { derivedProbe, type DerivedProbe } from '../../app/observation/derived-probe.js';
import type { ObservationReport, ObserveRequest } from '../../app/observation/observe-migration.js';
import { stopObservation } from '../../app/observation/observation-journal.js';
import type { Observation } from '../../app/ports/observation.js';
import type { Migration } from '../../core/journal/replay.js';
import { newestObservation } from '../../core/observation/observation-record.js';
import type { ObservationState } from '../../core/observation/verdict.js';
import { RefusedError } from '../../core/reason.js';
import type { FailurePresenter } from '../command-runner.js';
import { Disposables } from '../disposables.js';
import type { FolderEngine } from '../folder-engine.js';
import type { Log } from '../log.js';
import { probeFor } from '../settings/observation-settings.js';
import { isCancelled } from '../present-error.js';
import { migrationTitle } from '../rollback/position-titles.js';
import type { MigrationLog } from '../rollback/migration-log.js';
import type { MigrationOfFolder } from '../rollback/rollback-aim.js';
import type { Settings } from '../settings/settings-reader.js';
import { uriInFolder } from '../workspace-folders.js';
import { ObservationItem } from './observation-item.js';
import type { RunningObservation } from './running-observation.js';

export interface ObservationsHost {
  readonly migrations: Pick<MigrationLog, 'logs' | 'onDidChange' | 'refresh'>;
  readonly observation: (engine: FolderEngine) => Observation;
  readonly settings: (uri: vscode.Uri) => Pick<Settings, 'telemetry' | 'observation'>;
  /** Its workflow asks for an observation. */
  readonly asksForObservation: (uri: vscode.Uri) => boolean;
  /** Gets the migrated code to run, as far as anybody has said how. */
  readonly restart: (migration: MigrationOfFolder, signal: AbortSignal) => Promise<void>;
  /** There is a verdict. */
  readonly decided: (migration: MigrationOfFolder, report: ObservationReport) => void;
  readonly log: Pick<Log, 'info'>;
  readonly failures: FailurePresenter;
  readonly onError: (error: unknown) => void;
}

/**
 * The observations that this window carries out: those that it begins, and those that were interrupted when an earlier one was closed. What
 * is pending stands in the journal alone. An observation that somebody else begins meanwhile is left to them.
 */
export class Observations implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly item = this.owned.add(new ObservationItem());
  private readonly changed = this.owned.add(new vscode.EventEmitter<void>());
  /** Something about a running observation reads differently. */
  readonly onDidChange = this.changed.event;
  private readonly byKey = new Map<string, RunningObservation>();
  /** Migrations of which this window has decided what to do about them. */
  private readonly seen = new Set<string>();
  private readonly sinceMs = Date.now();

  constructor(private readonly host: ObservationsHost) {
    this.owned.add(host.migrations.onDidChange(() => this.attend()));
    this.attend();
  }

  get running(): readonly RunningObservation[] {
    return [...this.byKey.values()];
  }

  of(subject: MigrationOfFolder): RunningObservation | undefined {
    return this.byKey.get(keyOf(subject));
  }

  /** Begins, or goes on with what was interrupted. */
  begin(subject: MigrationOfFolder): void {
    this.seen.add(keyOf(subject));
    if (this.of(subject) === undefined) void this.carryOut(subject);
  }

  /** Ends it for good. */
  async stop(subject: MigrationOfFolder, why: string): Promise<void> {
    this.of(subject)?.controller.abort();
    await stopObservation(subject.engine.ports.store, subject.migration.id, why, operation());
    await this.host.migrations.refresh();
  }

  /** What is running goes on when the folder is opened again. */
  dispose(): void {
    for (const { controller } of this.running) controller.abort();
    this.owned.dispose();
  }

  private attend(): void {
    if (!vscode.workspace.isTrusted) return;
    for (const { engine, history, warning } of this.host.migrations.logs) {
      if (warning !== undefined) continue;
      for (const migration of history.migrations) this.attendTo({ engine, migration });
    }
  }

  private attendTo(subject: MigrationOfFolder): void {
    const { migration } = subject;
    const recorded = newestObservation(migration.notes);
    const isOpen = recorded !== undefined && recorded.ended === undefined;
    const isTakenBack = migration.state === 'rolled-back' || migration.state === 'undone';
    if (isOpen && isTakenBack && recorded.decided === undefined) {
      void this.stop(subject, 'The migration was taken back.').catch(this.host.onError);
      return;
    }
    if (this.seen.has(keyOf(subject))) return;
    if (isOpen) this.begin(subject);
    else if (migration.state === 'applied') {
      this.seen.add(keyOf(subject));
      if (recorded === undefined && this.isDueByItself(subject)) this.begin(subject);
    }
  }

  private isDueByItself({ engine, migration }: MigrationOfFolder): boolean {
    const uri = uriInFolder(engine.folder, migration.path);
    const isNew = migration.startedAtMs >= this.sinceMs;
    return isNew && this.host.settings(uri).observation.automatic && this.host.asksForObservation(uri);
  }

  private async carryOut(subject: MigrationOfFolder): Promise<void> {
    const { engine, migration } = subject;
    const controller = new AbortController();
    const running: RunningObservation = { ...subject, controller, concerns: [], state: undefined };
    this.byKey.set(keyOf(subject), running);
    this.show();
    this.host.log.info(`Observing ${migrationTitle(migration)} (${migration.id})`);
    try {
      const operationOfIt = { signal: controller.signal };
      const derived = await derivedProbe(migration, engine.assessments.listening(), () =>
        engine.readContract({ path: migration.path }, operationOfIt),
      );
      const request = this.request(running, derived);
      const observed = this.host.observation(engine).observe(engine.ports, request, operationOfIt);
      if (newestObservation(migration.notes)?.startedAtMs === undefined) {
        void this.host.restart(subject, controller.signal).catch(this.host.onError);
      }
      const report = await observed;
      this.host.log.info(`Observation of ${report.agent}: ${report.phase}`);
      this.host.decided(subject, report);
    } catch (error) {
      this.tellFailure(subject, error);
    } finally {
      this.byKey.delete(keyOf(subject));
      this.show();
      await this.host.migrations.refresh();
    }
  }

  /** What refuses an observation, such as somebody else at work in the workspace, is a person's to know; nobody else would go on with it. */
  private tellFailure(subject: MigrationOfFolder, error: unknown): void {
    if (isCancelled(error)) return;
    if (!(error instanceof RefusedError)) {
      this.host.onError(error);
      return;
    }
    this.host.failures.present(error, () => {
      this.begin(subject);
      return Promise.resolve();
    });
  }

  private request(running: RunningObservation, derived: DerivedProbe): ObserveRequest {
    const { engine, migration } = running;
    const { telemetry, observation } = this.host.settings(uriInFolder(engine.folder, migration.path));
    const { forMs, warmUpMs, automaticRollback, rules, probes } = observation;
    return {
      id: migration.id,
      forMs,
      warmUpMs,
      intervalMs: telemetry.intervalMs,
      limits: telemetry.thresholds,
      rules,
      automaticRollback,
      watched: (agent, path) => {
        const named = probeFor(probes, agent);
        return { agent, path, ...(named.probe === undefined ? derived : named) };
      },
      onConcerns: (concerns) => this.update(running, { concerns }),
      onState: (state) => this.update(running, { state }),
    };
  }

  private update(
    running: RunningObservation,
    change: { readonly concerns?: readonly string[]; readonly state?: ObservationState },
  ): void {
    if (change.concerns !== undefined) {
      running.concerns = change.concerns;
      for (const concern of change.concerns) this.host.log.info(concern);
    }
    if (change.state !== undefined) running.state = change.state;
    this.show();
  }

  private show(): void {
    this.item.show(this.running);
    this.changed.fire();
  }
}

function keyOf({ engine, migration }: { readonly engine: FolderEngine; readonly migration: Migration }): string {
  return `${engine.folder.uri.toString()}#${migration.id}`;
}

function operation(): { readonly signal: AbortSignal } {
  return { signal: new AbortController().signal };
}
