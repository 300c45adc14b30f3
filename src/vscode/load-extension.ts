import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';
import type * as composition from './compose.js';

/** Reads and builds what stands behind the commands: most of the extension, which activation does without. */
export function loadExtension(context: vscode.ExtensionContext): composition.Extension {
  const script = context.asAbsolutePath(path.join('dist', 'workbench.js'));
  const { compose } = createRequire(script)(script) as typeof composition;
  return compose(context);
}
