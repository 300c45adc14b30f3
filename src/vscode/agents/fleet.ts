import type * as vscode from 'vscode';
import type { Observation } from '../../app/ports/observation.js';
import type { Disposable } from '../../core/emitter.js';
import type { FailurePresenter } from '../command-runner.js';
import type { CommandHandlers } from '../commands.js';
import type { TargetChooser } from '../choose-target.js';
import type { ContextKeys } from '../context-keys.js';
import type { Dialogs } from '../dialogs.js';
import { Disposables } from '../disposables.js';
import type { Log } from '../log.js';
import type { AppliedChecks } from '../migrate/applied-checks.js';
import type { SeveralMigrations } from '../migrate/several-migrations.js';
import type { MigrationLog } from '../rollback/migration-log.js';
import { settingsFor } from '../settings/settings.js';
import type { RiskStore } from '../risk/risk-store.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import { AgentsCommands } from './agents-commands.js';
import { AgentsView } from './agents-view.js';
import { EndpointCommands } from './endpoint-commands.js';
import { FleetRuns } from './fleet-runs.js';
import { KeptAgents } from './kept-agents.js';
import { PredictionHovers } from './prediction-hovers.js';
import { Predictions } from './predictions.js';
import { MachineWeek } from './machine-week.js';
import { ScheduledRuns } from './scheduled-runs.js';
import { WaveCommands } from './wave-commands.js';
import { WavesPanel } from './waves-panel.js';
import { WorkspaceWaves, type WavesMemory } from './workspace-waves.js';

export interface FleetParts {
  readonly folders: WorkspaceFolders;
  readonly store: RiskStore;
  readonly targets: TargetChooser;
  readonly contextKeys: ContextKeys;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
  readonly memory: WavesMemory;
  readonly migrations: MigrationLog;
  readonly checks: () => AppliedChecks;
  /** Measuring of one folder. */
  readonly observation: (folder: vscode.Uri) => Observation;
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
}

export type FleetHandlers = Pick<
  CommandHandlers,
  | 'agentMigrator.groupAgents'
  | 'agentMigrator.sortAgents'
  | 'agentMigrator.filterAgents'
  | 'agentMigrator.clearAgentFilter'
  | 'agentMigrator.tickAgents'
  | 'agentMigrator.untickAgents'
  | 'agentMigrator.migrateTicked'
  | 'agentMigrator.showWaves'
  | 'agentMigrator.previewWave'
  | 'agentMigrator.moveToWave'
  | 'agentMigrator.resetWaves'
  | 'agentMigrator.keepAgent'
  | 'agentMigrator.releaseAgent'
  | 'agentMigrator.resumeRun'
  | 'agentMigrator.giveUpRun'
  | 'agentMigrator.showEndpoints'
  | 'agentMigrator.scheduleWave'
  | 'agentMigrator.cancelSchedule'
  | 'agentMigrator.pauseRun'
>;

export interface Fleet extends Disposable {
  readonly handlers: FleetHandlers;
  readonly several: SeveralMigrations;
  /** Tells of a run that was interrupted; once recovery is over. */
  start(): Promise<void>;
}

/** The fleet as a whole: the Agents view and its waves; a file of its own, which activation does not read. */
export function createFleet(parts: FleetParts): Fleet {
  const { folders, store, contextKeys, dialogs, memory, log } = parts;
  const owned = new Disposables();
  const waves = owned.add(new WorkspaceWaves({ folders, store, memory, log }));
  const view = owned.add(new AgentsView({ store, waves, predictions: createPredictions(parts, owned), contextKeys }));
  const waveCommands = new WaveCommands({ folders, waves, dialogs });
  const runs = new FleetRuns({ ...parts, view, waves, stopRule: (uri) => settingsFor(uri).stopRule });
  const week = new MachineWeek(memory, parts.observation);
  const scheduled = owned.add(new ScheduledRuns({ ...parts, view, waves: waveCommands, runs, week }));
  const actors = {
    ...{ view, waveCommands, runs, scheduled },
    commands: new AgentsCommands(view, dialogs, memory),
    panel: owned.add(new WavesPanel({ ...parts, waves })),
    kept: new KeptAgents(parts),
    endpoints: new EndpointCommands(parts),
  };
  return {
    handlers: handlersOf(actors),
    several: { carryOut: (planned, through) => runs.carryOut(planned, through) },
    start: async () => {
      await runs.tellWaiting();
      await scheduled.start();
    },
    dispose: () => owned.dispose(),
  };
}

interface FleetActors {
  readonly view: AgentsView;
  readonly commands: AgentsCommands;
  readonly waveCommands: WaveCommands;
  readonly panel: WavesPanel;
  readonly kept: KeptAgents;
  readonly endpoints: EndpointCommands;
  readonly runs: FleetRuns;
  readonly scheduled: ScheduledRuns;
}

function handlersOf(actors: FleetActors): FleetHandlers {
  const { view, commands, waveCommands, panel, kept, endpoints, runs, scheduled } = actors;
  return {
    'agentMigrator.groupAgents': () => commands.group(),
    'agentMigrator.sortAgents': () => commands.sort(),
    'agentMigrator.filterAgents': (filter) => commands.filter(filter),
    'agentMigrator.clearAgentFilter': () => commands.clearFilter(),
    'agentMigrator.tickAgents': (...args) => view.toggle(args),
    'agentMigrator.untickAgents': () => commands.untick(),
    'agentMigrator.migrateTicked': () => commands.migrateTicked(),
    'agentMigrator.showWaves': () => panel.reveal(),
    'agentMigrator.previewWave': (...args) => waveCommands.preview(args),
    'agentMigrator.moveToWave': (...args) => waveCommands.move(args),
    'agentMigrator.resetWaves': () => waveCommands.reset(),
    'agentMigrator.keepAgent': (...args) => kept.keep(args),
    'agentMigrator.releaseAgent': (...args) => kept.release(args),
    'agentMigrator.resumeRun': () => runs.resume(),
    'agentMigrator.giveUpRun': () => runs.giveUp(),
    'agentMigrator.showEndpoints': () => endpoints.show(),
    'agentMigrator.scheduleWave': (...args) => scheduled.schedule(args),
    'agentMigrator.cancelSchedule': () => scheduled.cancel(),
    'agentMigrator.pauseRun': () => runs.pause(),
  };
}

function createPredictions(parts: FleetParts, owned: Disposables): Predictions {
  const predictions = owned.add(new Predictions(parts));
  owned.add(new PredictionHovers(parts.store, predictions));
  return predictions;
}
