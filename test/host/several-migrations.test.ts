import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { MigrationSession, type MigrationSessionParts } from '../../src/vscode/migrate/migration-session.js';
import type { PlannedMigration } from '../../src/vscode/migrate/plan-migrations.js';

function plannedOf(...paths: readonly string[]): readonly PlannedMigration[] {
  return paths.map((path) => {
    const migration = { path, onDidChange: () => ({ dispose: () => undefined }), dispose: () => undefined };
    return { file: { path, uri: vscode.Uri.file(`/${path}`) }, migration } as unknown as PlannedMigration;
  });
}

/** Shows two files, applies these, and says which previews were closed. */
async function closedAfter(
  hasBegun: boolean,
  applied: readonly PlannedMigration[] = plannedOf('a.py', 'b.py'),
): Promise<readonly string[]> {
  const closed: string[] = [];
  const session = new MigrationSession({
    previews: {
      openCombined: () => Promise.resolve('preview'),
      close: (id: string) => Promise.resolve(void closed.push(id)),
    },
    edits: { show: () => undefined, reveal: () => Promise.resolve() },
    assertTrusted: () => undefined,
    several: () => ({ carryOut: () => Promise.resolve(hasBegun) }),
  } as unknown as MigrationSessionParts);
  await session.show(plannedOf('a.py', 'b.py'));
  await session.carryOut(applied, 'integration');
  return closed;
}

describe('the preview of several files', () => {
  it('is closed once they are migrated', async () => {
    assert.deepEqual(await closedAfter(true), ['preview']);
  });

  it('is closed when one of them is migrated by other means, and stays when others are', async () => {
    assert.deepEqual(await closedAfter(true, plannedOf('b.py', 'c.py')), ['preview']);
    assert.deepEqual(await closedAfter(true, plannedOf('c.py', 'd.py')), []);
  });

  it('stays, with all that is ticked, when its person does not let the run begin', async () => {
    assert.deepEqual(await closedAfter(false), []);
  });
});
