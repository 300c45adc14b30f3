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

interface Folder {
  readonly engine: FolderEngine;
  readonly history: () => History;
  /** The one file of the run has been looked for; it is found when this is called. */
  find?: (kind: 'file') => void;
}

/** A folder with a journal in memory, in which the file of the run is gone. */
function folderOf(...records: readonly RecordBody[]): Folder {
  const bodies: RecordBody[] = [openedRecord, ...records];
  const history = (): History => replay(readChain(journalText(bodies, 'key'), sealWithKey('key')).records);
  const session = {
    newId: () => 'w-00000001',
    append: (body: RecordBody) => Promise.resolve(void bodies.push(body)),
    close: () => Promise.resolve(),
  };
  const ports = {
    store: {
      view: () => Promise.resolve({ history: history() }),
      open: () => Promise.resolve({ ...session, history: history() }),
    },
    files: { kindOf: () => new Promise((resolve) => (folder.find = resolve)) },
    sources: { read: () => Promise.resolve({ kind: 'absent' }) },
  };
  const engine = { folder: { name: 'fleet', uri: {} }, ports, planOften: () => undefined } as unknown as FolderEngine;
  const folder: Folder = { engine, history };
  return folder;
}

/** The runs of a window, with a person who chooses that button of the last notification. */
function runsOf(folders: readonly Folder[], said: string[], chosen?: string): FleetRuns {
  return new FleetRuns({
    folders: { all: () => folders.map(({ engine }) => engine) },
    dialogs: { notify: (_: string, message: string) => Promise.resolve((said.push(message), chosen)) },
    failures: { present: (error: unknown) => assert.fail(String(error)) },
    contextKeys: { set: () => undefined },
    migrations: { refresh: () => Promise.resolve() },
    checks: () => ({ inPlace: () => undefined }),
    stopRule: () => ({ failures: 0, rollbacks: 0 }),
    view: { say: (_: string, message: string) => void said.push(message) },
    waves: { isEdited: false },
  } as unknown as FleetRunsParts);
}

describe('a run over several files', () => {
  it('is not taken for an interrupted one while it goes on', async () => {
    const said: string[] = [];
    const folder = folderOf();
    const runs = runsOf([folder], said);
    const going = runs.begin(folder.engine, items);
    await until('the run goes on', () => folder.find !== undefined);
    await runs.tellWaiting();
    assert.deepEqual(said, ['']);
    folder.find?.('file');
    await going;
  });

  it('that was interrupted is left by itself, without those of other folders', async () => {
    const begun = { kind: 'run-begun', id: 'w-00000001', through: 'integration', includeReview: false } as const;
    const [asked, other] = [folderOf({ ...begun, items: [...items] }), folderOf({ ...begun, items: [...items] })];
    await runsOf([asked, other], [], 'Leave the Rest').tellWaiting();
    await until('the run is given up', () => asked.history().runs[0]?.ended === 'given-up');
    assert.equal(other.history().runs[0]?.ended, undefined);
  });
});
