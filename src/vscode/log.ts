import * as vscode from 'vscode';

/** The output channel "Agent Migrator": everything that nobody has to decide is said here. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Agent Migrator', { log: true });
}

export type Log = Pick<vscode.LogOutputChannel, 'trace' | 'debug' | 'info' | 'warn' | 'error'>;
