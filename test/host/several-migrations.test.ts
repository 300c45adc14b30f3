import assert from 'node:assert/strict';
import { MigrationSession, type MigrationSessionParts } from '../../src/vscode/migrate/migration-session.js';
import type { PlannedMigration } from '../../src/vscode/migrate/plan-migrations.js';

const planned = ['a.py', 'b.py'].map((path) => {
  const migration = { path, onDidChange: () => ({ dispose: () => undefined }), dispose: () => undefined };
  return { file: { path }, migration } as unknown as PlannedMigration;
});

/** Shows two files, applies them, and says which previews were closed. */
async function closedAfter(hasBegun: boolean): Promise<readonly string[]> {
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
  await session.show(planned);
  await session.carryOut(planned, 'integration');
  return closed;
}

describe('the preview of several files', () => {
  it('is closed once they are migrated', async () => {
    assert.deepEqual(await closedAfter(true), ['preview']);
  });

  it('stays, with all that is ticked, when its person does not let the run begin', async () => {
    assert.deepEqual(await closedAfter(false), []);
  });
});
