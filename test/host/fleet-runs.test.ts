import assert from 'node:assert/strict';
import { readChain } from '../../src/core/journal/chain.js';
import type { RecordBody } from '../../src/core/journal/record.js';
import { replay, type History } from '../../src/core/journal/replay.js';
import type { RunItem } from '../../src/core/journal/run.js';
import { FleetRuns, type FleetRunsParts } from '../../src/vscode/agents/fleet-runs.js';
import type { FolderEngine } from '../../src/vscode/folder-engine.js';
import { journalText, openedRecord, sealWithKey } from '../support/store/journal-fixture.js';
import { until } from './until.js';

const items: readonly RunItem[] = [{ path: 'a.py', classes: ['A'], plan: 'p-1' }];

describe('a run over several files', () => {
  it('is not taken for an interrupted one while it goes on', async () => {
    const said: string[] = [];
    let goOn: ((kind: 'file') => void) | undefined;
    const bodies: RecordBody[] = [openedRecord];
    const history = (): History => replay(readChain(journalText(bodies, 'key'), sealWithKey('key')).records);
    const session = {
      newId: () => 'w-00000001',
      append: (body: RecordBody) => Promise.resolve(void bodies.push(body)),
      close: () => Promise.resolve(),
    };
    const store = {
      view: () => Promise.resolve({ history: history() }),
      open: () => Promise.resolve({ ...session, history: history() }),
    };
    const ports = {
      store,
      // The one file of the run is being looked for until the test goes on.
      files: { kindOf: () => new Promise((resolve) => (goOn = resolve)) },
      sources: { read: () => Promise.resolve({ kind: 'absent' }) },
    };
    const engine = { folder: { name: 'fleet', uri: {} }, ports, planOften: () => undefined } as unknown as FolderEngine;
    const runs = new FleetRuns({
      folders: { all: () => [engine] },
      dialogs: { notify: (_: string, message: string) => Promise.resolve(void said.push(message)) },
      failures: { present: (error: unknown) => assert.fail(String(error)) },
      contextKeys: { set: () => undefined },
      migrations: { refresh: () => Promise.resolve() },
      checks: () => ({ inPlace: () => undefined }),
      stopRule: () => ({ failures: 0, rollbacks: 0 }),
      view: { say: (_: string, message: string) => void said.push(message) },
      waves: { isEdited: false },
    } as unknown as FleetRunsParts);
    const going = runs.begin(engine, items);
    await until('the run goes on', () => goOn !== undefined);
    await runs.tellWaiting();
    assert.deepEqual(said, ['']);
    goOn?.('file');
    await going;
  });
});
