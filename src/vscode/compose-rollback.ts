import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';
import type * as rollback from './rollback/rolling-back.js';

/** Reads and builds what rolls back, with the first thing that is rolled back. */
export function loadRollingBack(
  context: vscode.ExtensionContext,
  parts: rollback.RollingBackParts,
): rollback.RollingBack {
  const script = context.asAbsolutePath(path.join('dist', 'rollback.js'));
  return (createRequire(script)(script) as typeof rollback).createRollingBack(parts);
}
