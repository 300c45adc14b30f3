import type { Position } from '../../core/journal/record.js';
import { sha256At } from '../../core/journal/replay.js';
import type { Migration, Rollback } from '../../core/journal/replay.js';
import { activeTarget, targetsFrom } from '../agent-target.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import { shownText } from '../migrate/round-trip.js';
import type { Previews } from '../preview/previews.js';
import { historyNodeFrom } from './history-nodes.js';
import type { MigrationLog } from './migration-log.js';
import { migrationState, migrationTitle, positionTitle, positionsOf } from './position-titles.js';
import type { MigrationOfFolder } from './rollback-aim.js';

/** "Show what the migration changed": a diff of two versions from the store. */
export class ShowChanges {
  constructor(
    private readonly previews: Previews,
    private readonly log: MigrationLog,
    private readonly dialogs: Dialogs,
  ) {}

  /** A place of the history shows itself against the original, everything else the whole migration. */
  async show(args: readonly unknown[]): Promise<void> {
    const node = historyNodeFrom(args[0]);
    if (node?.kind === 'position') await this.open(node, node.position);
    else if (node?.kind === 'migration') await this.open(node, 'original');
    else if (node?.kind === 'rollback') await this.openRollback(node);
    else {
      const chosen = await this.choose(args);
      if (chosen !== undefined) await this.open(chosen, 'original');
    }
  }

  private async choose(args: readonly unknown[]): Promise<MigrationOfFolder | undefined> {
    const target = targetsFrom(args)[0] ?? activeTarget();
    const standing = target === undefined ? undefined : this.log.standing(target.uri);
    if (standing !== undefined) return standing;
    const items = this.log.logs.flatMap(({ engine, history }) =>
      history.migrations.map((migration) => ({
        label: migrationTitle(migration),
        description: migrationState(migration),
        detail: migration.path,
        engine,
        migration,
      })),
    );
    return this.dialogs.pick(items.reverse(), {
      title: 'Show what a migration changed',
      placeholder: 'Which migration?',
    });
  }

  /** What a rollback made of the file as it was just before. */
  private async openRollback({ engine, rollback }: { engine: FolderEngine; rollback: Rollback }): Promise<void> {
    const { path, before, after, to } = rollback.begun;
    const { checkpoints } = engine.ports.store;
    const texts = await Promise.all([checkpoints.get(before.sha256), checkpoints.get(after.sha256)]);
    const [old = '', rolledBack = ''] = texts.map(shownText);
    const title = `${path}: rolled back to ${positionTitle(to).toLowerCase()}`;
    await this.previews.open({ kind: 'comparison', title, pages: [{ title, path, before: old, after: rolledBack }] });
  }

  private async open({ engine, migration }: MigrationOfFolder, position: Position): Promise<void> {
    const to = position === 'original' ? positionsOf(migration).at(-1) : position;
    if (to === undefined) return;
    const [before, after] = await Promise.all([textAt(engine, migration, 'original'), textAt(engine, migration, to)]);
    const title = `${migrationTitle(migration)}: original and ${positionTitle(to).toLowerCase()}`;
    await this.previews.open({ kind: 'comparison', title, pages: [{ title, path: migration.path, before, after }] });
  }
}

async function textAt(engine: FolderEngine, migration: Migration, position: Position): Promise<string> {
  const sha256 = sha256At(migration, position);
  if (sha256 === undefined) throw new Error(`${migration.id} has no text for ${position}.`);
  return shownText(await engine.ports.store.checkpoints.get(sha256));
}
