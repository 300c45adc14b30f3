import type * as vscode from 'vscode';
import { compose } from './vscode/compose.js';

export function activate(context: vscode.ExtensionContext): void {
  const extension = compose(context);
  context.subscriptions.push(extension);
  // Everything that takes time starts after activation has returned.
  setImmediate(() => void extension.start());
}
