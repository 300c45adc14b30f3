import type { Disposable } from '../../core/emitter.js';
import type { TargetChooser } from '../choose-target.js';
import type { CommandHandlers } from '../commands.js';
import type { Dialogs } from '../dialogs.js';
import { ParseProblemFixes } from './parse-problem-fixes.js';
import { RestoreCommands } from './restore-commands.js';
import type { Previews } from '../preview/previews.js';
import type { RiskStore } from '../risk/risk-store.js';
import { assertTrusted } from '../trust.js';
import type { WorkspaceFolders } from '../workspace-folders.js';

export interface RestoreSources {
  readonly folders: WorkspaceFolders;
  readonly store: RiskStore;
  readonly targets: TargetChooser;
  readonly previews: Previews;
  readonly dialogs: Dialogs;
}

export interface RestoreFeature extends Disposable {
  readonly handlers: Pick<CommandHandlers, 'agentMigrator.restoreLastParsing' | 'agentMigrator.applyRestore'>;
}

/** The way back of a file that no longer parses. */
export function registerRestore(sources: RestoreSources): RestoreFeature {
  const commands = new RestoreCommands({ ...sources, assertTrusted });
  const fixes = new ParseProblemFixes(sources.store);
  return {
    handlers: {
      'agentMigrator.restoreLastParsing': (...args) => commands.restore(args),
      'agentMigrator.applyRestore': (uri) => sources.previews.applyActive(uri),
    },
    dispose: () => fixes.dispose(),
  };
}
