import * as vscode from 'vscode';
import { Disposables } from './disposables.js';

/** Every command of the extension; package.json declares the same ones, and a test holds the two together. */
export const commandIds = [
  'agentMigrator.assessWorkspace',
  'agentMigrator.explainScore',
  'agentMigrator.previewMigration',
  'agentMigrator.migrateAgent',
  'agentMigrator.applyStage',
  'agentMigrator.applyAllStages',
  'agentMigrator.nextStage',
  'agentMigrator.applyRollback',
  'agentMigrator.applyRestore',
  'agentMigrator.cancelPreview',
  'agentMigrator.showEdit',
  'agentMigrator.tickEdit',
  'agentMigrator.reviewInRefactorPreview',
  'agentMigrator.rollback',
  'agentMigrator.showHistory',
  'agentMigrator.showMigrationChanges',
  'agentMigrator.restoreLastParsing',
  'agentMigrator.recover',
  'agentMigrator.openConfiguration',
  'agentMigrator.writeContract',
  'agentMigrator.openSettings',
  'agentMigrator.openExampleFleet',
  'agentMigrator.showLog',
  'agentMigrator.showDashboard',
  'agentMigrator.observeMigration',
  'agentMigrator.showObservation',
  'agentMigrator.stopObservation',
  'agentMigrator.replayThresholds',
  'agentMigrator.groupAgents',
  'agentMigrator.sortAgents',
  'agentMigrator.filterAgents',
  'agentMigrator.clearAgentFilter',
  'agentMigrator.tickAgents',
  'agentMigrator.untickAgents',
  'agentMigrator.migrateTicked',
  'agentMigrator.showWaves',
  'agentMigrator.previewWave',
  'agentMigrator.moveToWave',
  'agentMigrator.resetWaves',
  'agentMigrator.keepAgent',
  'agentMigrator.releaseAgent',
  'agentMigrator.resumeRun',
  'agentMigrator.giveUpRun',
  'agentMigrator.showEndpoints',
  'agentMigrator.scheduleWave',
  'agentMigrator.cancelSchedule',
  'agentMigrator.pauseRun',
  'agentMigrator.writeParallelTest',
] as const;

export type CommandId = (typeof commandIds)[number];

/** What a command does with whatever VS Code hands it: a menu's URI, a lens's arguments, nothing from the palette. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;
export type CommandHandlers = Readonly<Record<CommandId, CommandHandler>>;

/** Registers all commands; `run` answers them and never rejects. */
export function registerCommands(run: (id: CommandId, args: readonly unknown[]) => Promise<unknown>): Disposables {
  const registered = new Disposables();
  for (const id of commandIds) {
    registered.add(vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => run(id, args)));
  }
  return registered;
}

/** Runs one of our own commands by id, so that every way in shares its checks. */
export async function runCommand(id: CommandId, ...args: readonly unknown[]): Promise<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}
