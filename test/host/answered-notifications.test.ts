import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { RefusedError } from '../../src/core/reason.js';
import { readChain } from '../../src/core/journal/chain.js';
import type { RecordBody } from '../../src/core/journal/record.js';
import { replay, type History } from '../../src/core/journal/replay.js';
import type { Dialogs } from '../../src/vscode/dialogs.js';
import type { FolderEngine } from '../../src/vscode/folder-engine.js';
import type { RollbackParts } from '../../src/vscode/rollback/rollback-parts.js';
import { SeveralRollbacks } from '../../src/vscode/rollback/several-rollbacks.js';
import { journalText, migrationBegun, openedRecord, sealWithKey } from '../support/store/journal-fixture.js';
import { until } from './until.js';

/** A person who takes whatever comes first. */
const dialogs: Dialogs = {
  notify: (_kind, _message, ...buttons) => Promise.resolve(buttons[0]),
  ask: (_message, _detail, ...verbs) => Promise.resolve(verbs[0]),
  pick: (items) => Promise.resolve(items[0]),
  input: () => Promise.resolve(undefined),
};

/** Two migrations that stand, in a folder whose files are all gone, so that neither can be rolled back. */
function emptyFolder(): { readonly engine: FolderEngine; readonly history: History } {
  const bodies = ['m-00000001', 'm-00000002'].flatMap((id): readonly RecordBody[] => [
    migrationBegun(id, `${id}.py`),
    { kind: 'committed', id },
  ]);
  const history = replay(readChain(journalText([openedRecord, ...bodies], 'key'), sealWithKey('key')).records);
  const ports = {
    store: { view: () => Promise.resolve({ history, condition: 'sound', warning: undefined }) },
    sources: { read: () => Promise.resolve({ kind: 'absent' }) },
    files: { list: () => Promise.resolve([]) },
  };
  const folder = { name: 'fleet', uri: vscode.Uri.file('/fleet') };
  return { engine: { folder, ports } as unknown as FolderEngine, history };
}

describe('what follows the answer to a notification', () => {
  it('tells why one of several agents cannot be rolled back either when it is gone on with', async () => {
    const { engine, history } = emptyFolder();
    const told: unknown[] = [];
    const parts = {
      log: { historyOf: () => history, refresh: () => Promise.resolve() },
      dialogs,
      failures: { present: (error: unknown) => void told.push(error) },
      assertTrusted: () => undefined,
    } as unknown as RollbackParts;
    const refusal = new RefusedError({ code: 'locked', message: 'Somebody else is at work.' });
    const several = new SeveralRollbacks(parts, () => Promise.reject(refusal));
    await several.run(history.migrations.map((migration) => ({ engine, migration })));
    await until('the refusal is told', () => told.length > 0);
    assert.deepEqual(told, [refusal]);
  });
});
