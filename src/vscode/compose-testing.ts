import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';
import type * as validation from './validation/testing.js';

/** Reads and builds the Testing view. */
export function loadTesting(
  context: vscode.ExtensionContext,
  parts: Omit<validation.TestingParts, 'memory'>,
): validation.Testing {
  const script = context.asAbsolutePath(path.join('dist', 'testing.js'));
  const { createTesting } = createRequire(script)(script) as typeof validation;
  return createTesting({ ...parts, memory: context.workspaceState });
}
