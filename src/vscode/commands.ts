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
] as const;

export type CommandId = (typeof commandIds)[number];

/** What a command does with whatever VS Code hands it: a menu's URI, a lens's arguments, nothing from the palette. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;
export type CommandHandlers = Readonly<Record<CommandId, CommandHandler>>;

/** Tells people about a failure and offers to run the same again. */
export interface FailurePresenter {
  /** Does not wait for the person's answer; whoever called the command goes on. */
  present(error: unknown, retry: () => Promise<unknown>): void;
}

/** Registers all commands; a failure in any of them reaches the presenter. */
export function registerCommands(handlers: CommandHandlers, presenter: FailurePresenter): Disposables {
  const registered = new Disposables();
  for (const id of commandIds) {
    const run = async (...args: readonly unknown[]): Promise<unknown> => {
      try {
        return await handlers[id](...args);
      } catch (error) {
        presenter.present(error, () => run(...args));
        return undefined;
      }
    };
    registered.add(vscode.commands.registerCommand(id, run));
  }
  return registered;
}

/** Runs one of our own commands by id, so that every way in shares its checks. */
export async function runCommand(id: CommandId, ...args: readonly unknown[]): Promise<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}
