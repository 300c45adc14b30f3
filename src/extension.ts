import type * as vscode from 'vscode';
import { registerCommands } from './vscode/commands.js';
import type { Extension } from './vscode/compose.js';
import { loadExtension } from './vscode/load-extension.js';
import { registerTools } from './vscode/tools/register-tools.js';

/** Answers to commands and tools at once; what they need is read from a file of its own, when activation is over or the first of them is called. */
export function activate(context: vscode.ExtensionContext): void {
  let composed: Extension | undefined;
  const extension = (): Extension => {
    if (composed === undefined) context.subscriptions.push((composed = loadExtension(context)));
    return composed;
  };
  context.subscriptions.push(registerCommands(async (id, args) => extension().run(id, args)));
  context.subscriptions.push(registerTools(() => extension().tools()));
  setImmediate(() => void extension().start());
}
