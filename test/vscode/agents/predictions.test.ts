import assert from 'node:assert/strict';
import type { FileAssessment } from '../../../src/core/assess/assessment.js';
import { readChain } from '../../../src/core/journal/chain.js';
import type { RecordBody } from '../../../src/core/journal/record.js';
import { replay, type History } from '../../../src/core/journal/replay.js';
import { RefusedError } from '../../../src/core/reason.js';
import type { SourceFile } from '../../../src/core/workspace/source-file.js';
import { Predictions, type PredictionsParts } from '../../../src/vscode/agents/predictions.js';
import type { FolderEngine } from '../../../src/vscode/folder-engine.js';
import { assessment } from '../../support/assessment.js';
import { journalText, migrationBegun, openedRecord, sealWithKey } from '../../support/store/journal-fixture.js';

/** Of so many migrations, every fourth taken back. */
function historyOf(count: number): History {
  const bodies = Array.from({ length: count }, (_, i): readonly RecordBody[] => {
    const id = `m-${String(i).padStart(8, '0')}`;
    const seen: readonly RecordBody[] = i % 4 === 0 ? [{ kind: 'seen', id, at: 'original' }] : [];
    return [{ ...migrationBegun(id, `${i}.py`), classes: ['A'] }, { kind: 'committed', id }, ...seen];
  });
  return replay(readChain(journalText([openedRecord, ...bodies.flat()], 'key'), sealWithKey('key')).records);
}

const agent = assessment({ path: 'a.py', class: 'A' });

const uri = 'file:///fleet/a.py' as unknown as Parameters<Predictions['textFor']>[0];

class Workspace {
  history = historyOf(0);
  warning: string | undefined;
  reads = 0;
  readonly missing = new Set<string>();
  readonly errors: unknown[] = [];
  broken: Error | undefined;

  private readonly engine = {
    folder: { name: 'fleet' },
    ports: { store: { checkpoints: { get: (sha256: string) => this.read(sha256) } } },
    questions: { facts: () => Promise.resolve({}) },
    assessments: { judge: ({ path }: SourceFile) => ({ agents: [{ ...agent, path }] }) as unknown as FileAssessment },
  } as unknown as FolderEngine;

  readonly predictions = new Predictions({
    folders: { find: (uri) => ({ uri, path: 'a.py', engine: this.engine }) },
    migrations: this.logs(),
    log: { error: (_, error) => void this.errors.push(error) },
  });

  text(of = agent): Promise<string | undefined> {
    return this.predictions.textFor(uri, of);
  }

  private logs(): PredictionsParts['migrations'] {
    const now = () => [{ engine: this.engine, history: this.history, warning: this.warning }];
    return {
      get logs() {
        return now();
      },
    };
  }

  private read(sha256: string): Promise<Uint8Array> {
    this.reads += 1;
    if (this.broken) return Promise.reject(this.broken);
    return this.missing.has(sha256)
      ? Promise.reject(new RefusedError({ code: 'foreign-journal', message: 'It is gone.' }))
      : Promise.resolve(new Uint8Array());
  }
}

describe('predictions in the editor', () => {
  it('are silent below 20 outcomes, and read nothing for it', async () => {
    const workspace = new Workspace();
    workspace.history = historyOf(19);
    assert.deepEqual([await workspace.text(), workspace.reads], [undefined, 0]);
  });

  it('say how likely an agent stands, learned once for each state of the journal', async () => {
    const workspace = new Workspace();
    workspace.history = historyOf(40);
    const text = await workspace.text();
    assert.match(text ?? '', /^Predicted to stand: \d\d %, learned from 40 migrations here, 30 of which stood\.$/);
    assert.equal(await workspace.text(), text);
    assert.equal(workspace.reads, 40);
    workspace.history = historyOf(44);
    assert.match((await workspace.text()) ?? '', /learned from 44 migrations here, 33 of which stood/);
    assert.equal(workspace.reads, 44, 'what was read once is kept');
  });

  it('are of agents that can be migrated only', async () => {
    const workspace = new Workspace();
    workspace.history = historyOf(40);
    assert.equal(await workspace.text({ ...agent, readiness: 'migrated' }), undefined);
    assert.equal(await workspace.text({ ...agent, track: 'legacy' }), undefined);
  });

  it('learn nothing from a journal that cannot be believed, nor from checkpoints that are gone', async () => {
    const workspace = new Workspace();
    workspace.history = historyOf(40);
    workspace.warning = 'It is somebody else’s.';
    assert.equal(await workspace.text(), undefined);
    workspace.warning = undefined;
    for (const { begun } of workspace.history.migrations.slice(0, 21)) workspace.missing.add(begun.before.sha256);
    assert.equal(await workspace.text(), undefined);
  });

  it('tell the log when they cannot learn, and nobody else', async () => {
    const workspace = new Workspace();
    workspace.history = historyOf(40);
    workspace.broken = new Error('The disk is gone.');
    assert.equal(await workspace.text(), undefined);
    assert.deepEqual(workspace.errors, [workspace.broken]);
  });
});
