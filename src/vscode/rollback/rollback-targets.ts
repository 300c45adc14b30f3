import { counted } from '../../core/text/counted.js';
import type * as vscode from 'vscode';
import { batchOf } from '../../core/journal/batch.js';
import { isStanding } from '../../core/journal/replay.js';
import { activeTarget, targetsFrom } from '../agent-target.js';
import type { Dialogs } from '../dialogs.js';
import { historyNodeFrom } from './history-nodes.js';
import type { HistoryNode } from './history-nodes.js';
import type { MigrationLog } from './migration-log.js';
import { migrationState, migrationTitle } from './position-titles.js';
import type { MigrationOfFolder } from './rollback-aim.js';

interface TargetItem extends vscode.QuickPickItem {
  readonly targets: readonly MigrationOfFolder[];
}

/** Finds the migrations that a rollback is about: those selected in the history or the Explorer, that of the active file, or what is picked. */
export class RollbackTargets {
  constructor(
    private readonly log: MigrationLog,
    private readonly dialogs: Dialogs,
  ) {}

  /** Only migrations that stand; empty when the person picked nothing. */
  async choose(args: readonly unknown[]): Promise<readonly MigrationOfFolder[]> {
    const nodes = selectedNodes(args);
    if (nodes.length > 0) return unique(nodes.flatMap(migrationsOf));
    await this.log.refresh();
    const given = targetsFrom(args);
    const active = given.length > 0 ? undefined : activeTarget();
    const targets = active === undefined ? given : [active];
    const standing = unique(targets.flatMap(({ uri }) => this.log.standingUnder(uri)));
    return standing.length > 0 ? standing : ((await this.pick())?.targets ?? []);
  }

  private async pick(): Promise<TargetItem | undefined> {
    const single = this.log.logs.flatMap(({ engine, history }) =>
      history.migrations.filter(isStanding).map((migration) => ({ engine, migration })),
    );
    const items = [...this.runItems(), ...single.reverse().map(singleItem)];
    const placeholder = items.length === 0 ? 'No migration stands in this workspace' : 'Which migration?';
    return this.dialogs.pick(items, { title: 'Roll back', placeholder });
  }

  /** Runs of which more than one migration still stands, newest first. */
  private runItems(): readonly TargetItem[] {
    return this.log.logs.flatMap(({ engine, history }) => {
      const firsts = history.migrations.filter(({ begun }) => begun.batch === undefined);
      return firsts.reverse().flatMap((first) => {
        const targets = batchOf(history, first)
          .filter(isStanding)
          .map((migration) => ({ engine, migration }));
        if (targets.length < 2) return [];
        const label = `$(layers) ${counted(targets.length, 'agent')} of one run`;
        const detail = targets.map(({ migration }) => migrationTitle(migration)).join(', ');
        return [{ label, description: new Date(first.startedAtMs).toLocaleString(), detail, targets }];
      });
    });
  }
}

function singleItem(target: MigrationOfFolder): TargetItem {
  const { migration } = target;
  return {
    label: migrationTitle(migration),
    description: migrationState(migration),
    detail: migration.path,
    targets: [target],
  };
}

/** What a tree view hands a command: the node it was called on, then all that are selected. */
function selectedNodes([first, all]: readonly unknown[]): readonly HistoryNode[] {
  const selected = Array.isArray(all) ? all.map(historyNodeFrom).filter((node) => node !== undefined) : [];
  if (selected.length > 0) return selected;
  const node = historyNodeFrom(first);
  return node === undefined ? [] : [node];
}

function migrationsOf(node: HistoryNode): readonly MigrationOfFolder[] {
  switch (node.kind) {
    case 'batch':
      return node.members.flatMap(migrationsOf);
    case 'migration':
    case 'position':
      return isStanding(node.migration) ? [{ engine: node.engine, migration: node.migration }] : [];
    case 'rollback':
    case 'warning':
      return [];
  }
}

function unique(targets: readonly MigrationOfFolder[]): readonly MigrationOfFolder[] {
  return [...new Map(targets.map((target) => [target.migration.id, target])).values()];
}
