import assert from 'node:assert/strict';
import { batchOf } from '../../../src/core/journal/batch.js';
import type { RecordBody } from '../../../src/core/journal/record.js';
import { replay, type History } from '../../../src/core/journal/replay.js';
import { hadCanary, openRun, RunStory, waitingItems, type Run } from '../../../src/core/journal/run.js';
import { migrationBegun } from '../../support/store/journal-fixture.js';

const run = (id: string, ended: Run['ended']): Run => ({
  id,
  begun: { kind: 'run-begun', id, through: 'integration', includeReview: false, items: [] },
  startedAtMs: 0,
  left: new Map(),
  ended,
});

const migration = (state: string, batch?: string) => ({ path: 'a.py', state, because: '', begun: { batch } });

describe('an earlier wave', () => {
  it('has shown that the way is sound when something of a run that came to its end stands', () => {
    assert.equal(hadCanary([run('w-1', 'done')], [migration('applied', 'w-1')]), true);
    assert.equal(hadCanary([run('w-1', 'done')], [migration('rolled-back', 'w-1')]), false);
    assert.equal(hadCanary([run('w-1', undefined)], [migration('applied', 'w-1')]), false);
    assert.equal(hadCanary([run('w-1', 'given-up')], [migration('applied', 'w-1')]), false);
    assert.equal(hadCanary([run('w-1', 'done')], [migration('applied')]), false);
    const some = [migration('rolled-back', 'w-1'), migration('applied', 'w-1'), migration('applied', 'w-2')];
    assert.equal(hadCanary([run('w-1', 'done')], some), true);
  });
});

describe('the story of runs', () => {
  const [w1, w2] = ['w-00000001', 'w-00000002'];
  const begun = (id: string, ...paths: readonly string[]): RecordBody => ({
    ...{ kind: 'run-begun', id, through: 'integration', includeReview: false },
    items: paths.map((path) => ({ path, classes: ['A'], plan: `plan of ${path}` })),
  });
  const left = (id: string, path: string): RecordBody => ({
    ...{ kind: 'run-left', id, path, outcome: 'refused', because: 'It is stale.' },
  });
  const migrated = (id: string, path: string, batch?: string): RecordBody => ({
    ...migrationBegun(id, path),
    ...(batch === undefined ? {} : { batch }),
  });
  const told = (...bodies: readonly RecordBody[]): History =>
    replay(bodies.map((body, seq) => ({ v: 1, seq, epoch: 1, wallMs: 1000 * seq, ...body })));
  const waiting = ({ runs, migrations }: History): readonly string[] => {
    const run = openRun(runs);
    return run === undefined ? [] : waitingItems(run, migrations).map(({ path }) => path);
  };

  it('tells each run once, with what it left and how it ended', () => {
    const ended: RecordBody = { kind: 'run-ended', id: w1, how: 'given-up' };
    const { runs } = told(
      ...[begun(w1, 'a.py'), begun(w1, 'b.py'), left(w1, 'a.py'), left(w2, 'a.py')],
      ...[ended, { kind: 'run-ended', id: w2, how: 'done' } as const],
    );
    assert.deepEqual(
      runs.map(({ id, startedAtMs, ended, begun: { items } }) => [id, startedAtMs, ended, items[0]?.path]),
      [[w1, 0, 'given-up', 'a.py']],
    );
    assert.equal(runs[0]?.left.get('a.py')?.because, 'It is stale.');
    const own = new RunStory();
    const stamp = { v: 1 as const, seq: 0, epoch: 1, wallMs: 0 };
    const isAboutRuns = ([begun(w1), left(w1, 'a.py'), ended, { kind: 'kept', id: w1 }] as const).map((body) =>
      own.tell({ ...stamp, ...body }),
    );
    assert.deepEqual(isAboutRuns, [true, true, true, false]);
  });

  it('goes on with the newest run that has not ended', () => {
    const done: RecordBody = { kind: 'run-ended', id: w2, how: 'done' };
    assert.equal(openRun(told(begun(w1), begun(w2)).runs)?.id, w2);
    assert.equal(openRun(told(begun(w1), begun(w2), done).runs)?.id, w1);
    assert.equal(openRun(told(begun(w2), done).runs), undefined);
  });

  it('takes no file up twice, and only one that recovery took back again', () => {
    const [a, b] = ['m-0000000a', 'm-0000000b'];
    const run = begun(w1, 'a.py', 'b.py', 'c.py');
    assert.deepEqual(waiting(told(run)), ['a.py', 'b.py', 'c.py']);
    assert.deepEqual(waiting(told(run, left(w1, 'c.py'), migrated(a, 'a.py', w1))), ['b.py']);
    assert.deepEqual(waiting(told(run, migrated(a, 'a.py'), migrated(b, 'b.py', w2))), ['a.py', 'b.py', 'c.py']);
    const story = [run, migrated(a, 'a.py', w1), migrated(b, 'b.py', w1)];
    const recovered: RecordBody = { kind: 'undone', id: a, because: 'It was interrupted.' };
    const asked: RecordBody = { kind: 'asked', id: a, because: 'It was edited.' };
    assert.deepEqual(waiting(told(...story, asked)), ['c.py']);
    const undoneByHand: RecordBody[] = [
      { kind: 'committed', id: b },
      { kind: 'seen', id: b, at: 'original' },
    ];
    assert.deepEqual(waiting(told(...story, recovered, ...undoneByHand)), ['a.py', 'c.py']);
  });

  it('knows which migrations were one piece of work', () => {
    const ids = ['m-00000001', 'm-00000002', 'm-00000003', 'm-00000004'] as const;
    const history = told(
      ...[migrated(ids[0], 'a.py'), migrated(ids[1], 'b.py', ids[0])],
      ...[migrated(ids[2], 'c.py'), migrated(ids[3], 'd.py', ids[0])],
    );
    const batches = history.migrations.map((one) => batchOf(history, one).map(({ id }) => id));
    const together = [ids[0], ids[1], ids[3]];
    assert.deepEqual(batches, [together, together, [ids[2]], together]);
  });
});
