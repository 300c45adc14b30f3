import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.js';
import type { Dialogs } from '../dialogs.js';
import type { Log } from '../log.js';
import type { AppliedChecks } from '../migrate/applied-checks.js';
import { checkAfterMigration } from './after-migration.js';
import { ExecutionConsent, type ConsentMemory } from './execution-consent.js';
import { TestExplorer, type TestExplorerParts } from './test-explorer.js';

export interface TestingParts extends Pick<TestExplorerParts, 'folders' | 'store'> {
  readonly memory: ConsentMemory;
  readonly dialogs: Dialogs;
  readonly log: Log;
}

export type Testing = AppliedChecks & Disposable;

/** The Testing view and who may run code in it; a file of its own, which activation does not read. */
export function createTesting({ folders, store, memory, dialogs, log }: TestingParts): Testing {
  const isTrusted = (): boolean => vscode.workspace.isTrusted;
  const ask = async (commandLine: string): Promise<boolean> => {
    const message = `Let checks run code of this workspace with ${commandLine}?`;
    const detail = 'Agents are started by it to compare them. The answer holds for this workspace.';
    return (await dialogs.ask(message, detail, 'Run Code')) === 'Run Code';
  };
  const consent = new ExecutionConsent({ memory, isTrusted, ask });
  const tests = new TestExplorer({ folders, store, isTrusted, consent });
  return {
    applied: (uri) => void checkAfterMigration({ tests, dialogs, log }, uri),
    inPlace: (engine) => tests.inPlace(engine),
    dispose: () => tests.dispose(),
  };
}
