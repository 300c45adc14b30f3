import * as vscode from 'vscode';
import type { Validation } from '../../app/ports/validation.js';
import type { Disposable } from '../../core/emitter.js';
import type { TargetChooser } from '../choose-target.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import type { Log } from '../log.js';
import type { AppliedChecks } from '../migrate/applied-checks.js';
import { checkAfterMigration } from './after-migration.js';
import { ExecutionConsent, type ConsentMemory } from './execution-consent.js';
import { TestExplorer, type TestExplorerParts } from './test-explorer.js';
import { writeParallelTest, type WriteTestParts } from './write-test.js';

export interface TestingParts extends Pick<TestExplorerParts, 'folders' | 'store'>, Pick<WriteTestParts, 'drafts'> {
  readonly targets: TargetChooser;
  readonly memory: ConsentMemory;
  readonly dialogs: Dialogs;
  readonly log: Log;
}

export interface Testing extends AppliedChecks, Disposable {
  /** Writes a test of the user's own for the agent that a menu, the Testing view or the palette means. */
  readonly writeTest: (args: readonly unknown[]) => Promise<void>;
}

/** The Testing view and who may run code in it; a file of its own, which activation does not read. */
export function createTesting({ folders, store, drafts, targets, memory, dialogs, log }: TestingParts): Testing {
  const isTrusted = (): boolean => vscode.workspace.isTrusted;
  const ask = async (commandLine: string): Promise<boolean> => {
    const message = `Let checks run code of this workspace with ${commandLine}?`;
    const detail = 'Agents are started by it to compare them. The answer holds for this workspace.';
    return (await dialogs.ask(message, detail, 'Run Code')) === 'Run Code';
  };
  const consent = new ExecutionConsent({ memory, isTrusted, ask });
  const validationOf = (engine: FolderEngine): Validation =>
    engine.createValidation((line = engine.pythonCommand()) => consent.permission(line));
  const tests = new TestExplorer({ folders, store, isTrusted, consent, validationOf });
  return {
    applied: (uri) => void checkAfterMigration({ tests, dialogs, log }, uri),
    inPlace: (engine) => tests.inPlace(engine),
    writeTest: async (args) => {
      const target = await targets.file(args, 'Write parallel test');
      if (target === undefined) return;
      const className = target.class ?? tests.classOf(args[0]);
      await writeParallelTest({ folders, drafts, dialogs, consent, validationOf }, target.uri, className);
    },
    dispose: () => tests.dispose(),
  };
}
