import type { Disposable } from '../../core/emitter.js';
import type { DraftFiles } from '../draft-files.js';
import { MergeEditors } from './merge-editors.js';
import { RollbackCommands } from './rollback-commands.js';
import type { RollbackParts } from './rollback-parts.js';

export interface RollingBackParts extends Omit<RollbackParts, 'merges'> {
  readonly drafts: DraftFiles;
}

/** What the bundle of rolling back offers; see `compose-rollback`. */
export interface RollingBack extends Pick<RollbackCommands, 'rollBack' | 'applyShown'>, Disposable {}

export function createRollingBack({ drafts, ...parts }: RollingBackParts): RollingBack {
  const merges = new MergeEditors(drafts);
  const commands = new RollbackCommands({ ...parts, merges });
  return {
    rollBack: (args) => commands.rollBack(args),
    applyShown: (uri) => commands.applyShown(uri),
    dispose: () => merges.dispose(),
  };
}
