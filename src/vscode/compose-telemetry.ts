import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { Observation } from '../app/ports/observation.js';
import { lazyObservation } from '../node/telemetry/lazy-observation.js';
import type { Disposable } from '../core/emitter.js';
import { realPath } from './compose-engine.js';
import type { FailurePresenter } from './command-runner.js';
import type { CommandHandlers, CommandId } from './commands.js';
import type { Log } from './log.js';
import type { RiskStore } from './risk/risk-store.js';
import type { MigrationLog } from './rollback/migration-log.js';
import { didChangeSettings, settingsFor } from './settings/settings.js';
import type { AgentStatuses } from './telemetry/agent-statuses.js';
import type { Dialogs } from './dialogs.js';
import type { ObservationHandlers } from './observation/observing.js';
import type * as lazyParts from './telemetry/lazy-parts.js';
import type { WatchedPlace } from './telemetry/machine-watch.js';
import { visibleAgents } from './telemetry/visible-agents.js';
import type { WorkspaceFolders } from './workspace-folders.js';

export interface TelemetryParts {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly folders: WorkspaceFolders;
  readonly migrations: MigrationLog;
  readonly statuses: AgentStatuses;
  readonly store: RiskStore;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
}

export interface TelemetryFeature extends Disposable {
  readonly showPanel: () => void;
  /** Measuring of one folder. */
  readonly observation: (folder: vscode.Uri) => Observation;
  readonly handlers: ObservationHandlers;
}

/** Telemetry and observation in the editor. They stand in a file of their own, which activation does not read. */
export function createTelemetry(parts: TelemetryParts): TelemetryFeature {
  const { context, log, migrations, statuses } = parts;
  const distDir = context.asAbsolutePath('dist');
  const script = path.join(distDir, 'telemetry.js');
  const { Telemetry, Observing } = createRequire(script)(script) as typeof lazyParts;
  const onError = (error: unknown): void => log.error('Measuring the machine failed', error);
  const telemetry = new Telemetry({
    extensionUri: context.extensionUri,
    places: () => watchedPlaces(parts, distDir),
    createObservation: (root) =>
      lazyObservation({
        root: realPath(root),
        environment: process.env,
        distDir,
        gpuTools: settingsFor().telemetry.gpuTools,
        intervalMs: () => settingsFor().telemetry.intervalMs,
      }),
    settings: () => settingsFor().telemetry,
    onDidChangeSettings: didChangeSettings,
    migrations,
    statuses,
    onError,
    showCommand: 'agentMigrator.showDashboard' satisfies CommandId,
  });
  const memory = context.workspaceState;
  const observing = new Observing({ ...parts, telemetry, memory, settings: settingsFor, onError });
  return {
    showPanel: () => telemetry.showPanel(),
    observation: (folder) => telemetry.observation(folder),
    handlers: observing.handlers,
    dispose: () => {
      observing.dispose();
      telemetry.dispose();
    },
  };
}

/** The folders that are open; `nowhere` stands for them when there is none. */
function watchedPlaces(
  { folders, store }: TelemetryParts,
  nowhere: string,
): readonly [WatchedPlace, ...WatchedPlace[]] {
  const [first = { key: '', root: nowhere, agents: () => [] }, ...others] = folders.all().map(({ folder }) => ({
    key: folder.uri.toString(),
    root: folder.uri.fsPath,
    agents: () => visibleAgents(folders, store, folder, settingsFor(folder.uri).observation.probes),
  }));
  return [first, ...others];
}

/** The commands of telemetry, which is loaded when one of them is run. */
export function telemetryHandlers(
  feature: () => TelemetryFeature,
): ObservationHandlers & Pick<CommandHandlers, 'agentMigrator.showDashboard'> {
  return {
    'agentMigrator.showDashboard': () => feature().showPanel(),
    'agentMigrator.observeMigration': (...args) => feature().handlers['agentMigrator.observeMigration'](...args),
    'agentMigrator.showObservation': (...args) => feature().handlers['agentMigrator.showObservation'](...args),
    'agentMigrator.stopObservation': (...args) => feature().handlers['agentMigrator.stopObservation'](...args),
    'agentMigrator.replayThresholds': () => feature().handlers['agentMigrator.replayThresholds'](),
  };
}
