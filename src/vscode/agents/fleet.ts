import type { Disposable } from '../../core/emitter.js';
import type { CommandHandlers } from '../commands.js';
import type { ContextKeys } from '../context-keys.js';
import type { Dialogs } from '../dialogs.js';
import { Disposables } from '../disposables.js';
import type { RiskStore } from '../risk/risk-store.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import { AgentsCommands } from './agents-commands.js';
import { AgentsView } from './agents-view.js';
import { WorkspaceWaves, type WavesMemory } from './workspace-waves.js';

export interface FleetParts {
  readonly folders: WorkspaceFolders;
  readonly store: RiskStore;
  readonly contextKeys: ContextKeys;
  readonly dialogs: Dialogs;
  readonly memory: WavesMemory;
}

export type FleetHandlers = Pick<
  CommandHandlers,
  | 'agentMigrator.groupAgents'
  | 'agentMigrator.sortAgents'
  | 'agentMigrator.filterAgents'
  | 'agentMigrator.clearAgentFilter'
  | 'agentMigrator.untickAgents'
  | 'agentMigrator.migrateTicked'
>;

export interface Fleet extends Disposable {
  readonly handlers: FleetHandlers;
}

/** The fleet as a whole: the Agents view and its waves; a file of its own, which activation does not read. */
export function createFleet({ folders, store, contextKeys, dialogs, memory }: FleetParts): Fleet {
  const owned = new Disposables();
  const waves = owned.add(new WorkspaceWaves({ folders, store, memory }));
  const view = owned.add(new AgentsView({ store, waves, contextKeys }));
  const commands = new AgentsCommands(view, dialogs, memory);
  return {
    handlers: {
      'agentMigrator.groupAgents': () => commands.group(),
      'agentMigrator.sortAgents': () => commands.sort(),
      'agentMigrator.filterAgents': (filter) => commands.filter(filter),
      'agentMigrator.clearAgentFilter': () => commands.clearFilter(),
      'agentMigrator.untickAgents': () => commands.untick(),
      'agentMigrator.migrateTicked': () => commands.migrateTicked(),
    },
    dispose: () => owned.dispose(),
  };
}
