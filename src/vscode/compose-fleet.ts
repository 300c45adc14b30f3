import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';
import type * as fleet from './agents/fleet.js';

/** Reads and builds the Agents view and what stands behind it. */
export function loadFleet(
  context: vscode.ExtensionContext,
  parts: Omit<fleet.FleetParts, 'memory' | 'observation' | 'extensionUri'>,
  observation: fleet.FleetParts['observation'],
): fleet.Fleet {
  const script = context.asAbsolutePath(path.join('dist', 'fleet.js'));
  const { createFleet } = createRequire(script)(script) as typeof fleet;
  return createFleet({ ...parts, observation, memory: context.workspaceState, extensionUri: context.extensionUri });
}

/** The commands of the fleet, which is loaded when one of them is run. */
export function fleetHandlers(fleetOf: () => fleet.Fleet): fleet.FleetHandlers {
  const by =
    (id: keyof fleet.FleetHandlers): fleet.FleetHandlers[typeof id] =>
    (...args) =>
      fleetOf().handlers[id](...args);
  return {
    'agentMigrator.groupAgents': by('agentMigrator.groupAgents'),
    'agentMigrator.sortAgents': by('agentMigrator.sortAgents'),
    'agentMigrator.filterAgents': by('agentMigrator.filterAgents'),
    'agentMigrator.clearAgentFilter': by('agentMigrator.clearAgentFilter'),
    'agentMigrator.tickAgents': by('agentMigrator.tickAgents'),
    'agentMigrator.untickAgents': by('agentMigrator.untickAgents'),
    'agentMigrator.migrateTicked': by('agentMigrator.migrateTicked'),
    'agentMigrator.showWaves': by('agentMigrator.showWaves'),
    'agentMigrator.previewWave': by('agentMigrator.previewWave'),
    'agentMigrator.moveToWave': by('agentMigrator.moveToWave'),
    'agentMigrator.resetWaves': by('agentMigrator.resetWaves'),
    'agentMigrator.keepAgent': by('agentMigrator.keepAgent'),
    'agentMigrator.releaseAgent': by('agentMigrator.releaseAgent'),
    'agentMigrator.resumeRun': by('agentMigrator.resumeRun'),
    'agentMigrator.giveUpRun': by('agentMigrator.giveUpRun'),
    'agentMigrator.showEndpoints': by('agentMigrator.showEndpoints'),
    'agentMigrator.scheduleWave': by('agentMigrator.scheduleWave'),
    'agentMigrator.cancelSchedule': by('agentMigrator.cancelSchedule'),
    'agentMigrator.pauseRun': by('agentMigrator.pauseRun'),
  };
}
