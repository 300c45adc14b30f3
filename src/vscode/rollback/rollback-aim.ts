import type * as vscode from 'vscode';
import type { Position } from '../../core/journal/record.js';
import type { Migration } from '../../core/journal/replay.js';
import type { FolderEngine } from '../folder-engine.js';
import { uriInFolder } from '../workspace-folders.js';
import { migrationTitle, positionTitle } from './position-titles.js';

/** A migration and the folder it belongs to. */
export interface MigrationOfFolder {
  readonly engine: FolderEngine;
  readonly migration: Migration;
}

/** What is taken back: a migration or a rollback by its id, and how far. */
export interface RollbackAim {
  readonly engine: FolderEngine;
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly to: Position;
}

export function aimAt({ engine, migration }: MigrationOfFolder, to: Position): RollbackAim {
  return { engine, id: migration.id, path: migration.path, title: migrationTitle(migration), to };
}

export function fileOf({ engine, path }: RollbackAim): vscode.Uri {
  return uriInFolder(engine.folder, path);
}

/** `before the migration`, `after infrastructure`. */
export function wordsFor(position: Position): string {
  return position === 'original' ? 'before the migration' : positionTitle(position).toLowerCase();
}
