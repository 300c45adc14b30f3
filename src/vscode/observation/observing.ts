import type * as vscode from 'vscode';
import { workflowOf } from '../../core/assess/workflow.js';
import { Disposables } from '../disposables.js';
import type { FailurePresenter } from '../command-runner.js';
import type { CommandHandlers } from '../commands.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import type { Log } from '../log.js';
import type { RiskStore } from '../risk/risk-store.js';
import type { MigrationLog } from '../rollback/migration-log.js';
import type { Settings } from '../settings/settings-reader.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { ObservationCommands } from './observation-commands.js';
import { ObservationDocuments } from './observation-documents.js';
import { Observations } from './observations.js';
import { replayThresholds } from './replay-thresholds.js';
import { restartAgent } from './restart.js';

export interface ObservingHost {
  readonly telemetry: Pick<Telemetry, 'observation'>;
  readonly migrations: MigrationLog;
  readonly store: Pick<RiskStore, 'agents'>;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
  readonly log: Log;
  readonly settings: (uri?: vscode.Uri) => Pick<Settings, 'telemetry' | 'observation'>;
  readonly memory: vscode.Memento;
  readonly onError: (error: unknown) => void;
}

export type ObservationHandlers = Pick<
  CommandHandlers,
  | 'agentMigrator.observeMigration'
  | 'agentMigrator.showObservation'
  | 'agentMigrator.stopObservation'
  | 'agentMigrator.replayThresholds'
>;

/** Watching migrated agents until there is a verdict. */
export class Observing implements vscode.Disposable {
  private readonly owned = new Disposables();
  readonly handlers: ObservationHandlers;

  constructor(host: ObservingHost) {
    const { telemetry, migrations, dialogs, log, settings, failures, onError } = host;
    const observation = ({ folder }: FolderEngine) => telemetry.observation(folder.uri);
    const documents = this.owned.add(new ObservationDocuments());
    const observations = this.owned.add(
      new Observations({
        migrations,
        observation,
        settings,
        log,
        failures,
        onError,
        asksForObservation: (uri) =>
          host.store.agents(uri).some(({ level, track }) => workflowOf(level, track) === 'full'),
        restart: (subject, signal) => restartAgent({ observation, dialogs, log, memory: host.memory }, subject, signal),
        decided: (subject, report) => void commands.tell(subject, report).catch(onError),
      }),
    );
    const commands = new ObservationCommands({ observations, documents, migrations, dialogs });
    this.owned.add(observations.onDidChange(() => documents.refresh()));
    this.owned.add(migrations.onDidChange(() => documents.refresh()));
    this.handlers = {
      'agentMigrator.observeMigration': (...args) => commands.observe(args),
      'agentMigrator.showObservation': (...args) => commands.show(args),
      'agentMigrator.stopObservation': (...args) => commands.stop(args),
      'agentMigrator.replayThresholds': () =>
        replayThresholds({
          observation: () => telemetry.observation(),
          documents,
          dialogs,
          settings: () => {
            const { telemetry: measured, observation: observed } = settings();
            return { limits: measured.thresholds, intervalMs: measured.intervalMs, rules: observed.rules };
          },
        }),
    };
  }

  dispose(): void {
    this.owned.dispose();
  }
}
