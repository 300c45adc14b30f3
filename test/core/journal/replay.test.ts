import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readChain } from '../../../src/core/journal/chain.js';
import type { RecordBody } from '../../../src/core/journal/record.js';
import { replay, sha256At, standingStages, type History, type Migration } from '../../../src/core/journal/replay.js';
import {
  contentId,
  journalText,
  migrationBegun,
  openedRecord,
  rollbackBegun,
  sealWithKey,
} from '../../support/store/journal-fixture.js';

const m = 'm-00000001';
const commit = (id: string): RecordBody => ({ kind: 'committed', id });

function story(...bodies: readonly RecordBody[]): History {
  return replay(readChain(journalText([openedRecord, ...bodies], 'key'), sealWithKey('key')).records);
}

function told(...bodies: readonly RecordBody[]): Migration {
  const [migration] = story(...bodies).migrations;
  assert.ok(migration);
  return migration;
}

describe('replay', () => {
  it('tells an unfinished migration from one that is applied', () => {
    assert.deepEqual([told(migrationBegun(m)).state, told(migrationBegun(m)).position], ['unfinished', 'original']);
    const applied = told(migrationBegun(m), commit(m));
    assert.deepEqual([applied.state, applied.position], ['applied', 'integration']);
    assert.deepEqual(standingStages(applied), ['infrastructure', 'integration']);
    assert.deepEqual([applied.startedAtMs, applied.updatedAtMs], [1000, 2000]);
  });

  it('keeps a migration applied that was rolled back to a stage', () => {
    const r = 'r-00000002';
    const migration = told(migrationBegun(m), commit(m), rollbackBegun(r, m, 'infrastructure'), commit(r));
    assert.deepEqual([migration.state, migration.position], ['applied', 'infrastructure']);
    assert.deepEqual(standingStages(migration), ['infrastructure']);
  });

  it('does not count a rollback that never ended', () => {
    const r = 'r-00000002';
    assert.equal(told(migrationBegun(m), commit(m), rollbackBegun(r, m)).state, 'applied');
    assert.equal(
      told(migrationBegun(m), commit(m), rollbackBegun(r, m), { kind: 'undone', id: r, because: '' }).state,
      'applied',
    );
  });

  it('gives and takes the effect of a rollback each time it is undone and undone again', () => {
    const bodies: RecordBody[] = [migrationBegun(m), commit(m)];
    let of = m;
    for (let number = 2; number < 8; number++) {
      const id = `r-0000000${number}`;
      bodies.push(rollbackBegun(id, of), commit(id));
      of = id;
      assert.equal(told(...bodies).state, number % 2 === 0 ? 'rolled-back' : 'applied');
    }
  });

  it('follows undo and redo in an editor', () => {
    const undone = told(migrationBegun(m), commit(m), { kind: 'seen', id: m, at: 'original' });
    assert.deepEqual([undone.state, undone.position], ['undone', 'original']);
    const redone = told(
      migrationBegun(m),
      commit(m),
      { kind: 'seen', id: m, at: 'original' },
      { kind: 'seen', id: m, at: 'integration' },
    );
    assert.equal(redone.state, 'applied');
  });

  it('remembers why it asks, until a person decides', () => {
    const asked: RecordBody = { kind: 'asked', id: m, because: 'It was edited.' };
    assert.deepEqual(
      [told(migrationBegun(m), asked).state, told(migrationBegun(m), asked).because],
      ['conflict', 'It was edited.'],
    );
    assert.equal(told(migrationBegun(m), asked, { kind: 'kept', id: m }).state, 'kept');
  });

  it('knows what a file has at each place of its migration', () => {
    const migration = told(migrationBegun(m), commit(m));
    assert.equal(sha256At(migration, 'original'), contentId(`${m} original`));
    assert.equal(sha256At(migration, 'core-logic'), contentId(`${m} infrastructure`));
    assert.equal(sha256At(migration, 'integration'), contentId(`${m} integration`));
    assert.equal(sha256At({ ...migration, begun: { ...migration.begun, stages: [] } }, 'integration'), undefined);
    const unstaged = told({ ...migrationBegun(m), stages: [] }, commit(m));
    assert.deepEqual([unstaged.position, unstaged.state, standingStages(unstaged)], ['original', 'applied', []]);
  });

  it('keeps migrations and rollbacks apart, each once, and passes over what never began', () => {
    const [r, stranger] = ['r-00000002', 'r-00000003'];
    const { migrations, rollbacks } = story(
      ...[migrationBegun(m), commit(m), rollbackBegun(r, m), rollbackBegun(stranger, 'm-0000000f'), commit(stranger)],
      ...[{ ...migrationBegun(m), path: 'other.py' }, rollbackBegun(r, r), commit('m-0000000e')],
    );
    assert.deepEqual(
      migrations.map(({ id, path, begun: { kind } }) => [id, path, kind]),
      [[m, 'a.py', 'migration-begun']],
    );
    assert.deepEqual(rollbacks, [
      {
        ...{ id: r, path: 'a.py', state: 'unfinished', because: '', notes: [] },
        ...{ startedAtMs: 3000, updatedAtMs: 3000, toldAtMs: 3000 },
        begun: { v: 1, seq: 3, epoch: 4, wallMs: 3000, ...rollbackBegun(r, m) },
      },
    ]);
  });

  it('tells of the end of a rollback without a word about where the file of its migration stands', () => {
    const r = 'r-00000002';
    const begun = [migrationBegun(m), commit(m), rollbackBegun(r, m)];
    const last = (end: RecordBody): readonly unknown[] => {
      const [rollback] = story(...begun, end).rollbacks;
      return [rollback?.state, rollback?.because, rollback?.committedAtMs, Object.hasOwn(rollback ?? {}, 'position')];
    };
    assert.deepEqual(last({ kind: 'undone', id: r, because: 'It failed.' }), [
      'undone',
      'It failed.',
      undefined,
      false,
    ]);
    assert.deepEqual(last({ kind: 'seen', id: r, at: 'original' }), ['unfinished', '', undefined, false]);
    assert.deepEqual(last(commit(r)), ['applied', '', 4000, false]);
    const again = story(...begun, commit(r), rollbackBegun('r-00000003', r), commit('r-00000003'));
    assert.deepEqual(
      again.rollbacks.map(({ state, updatedAtMs, toldAtMs }) => [state, updatedAtMs, toldAtMs]),
      [
        ['rolled-back', 6000, 6000],
        ['applied', 6000, 6000],
      ],
    );
    assert.deepEqual([again.migrations[0]?.state, again.migrations[0]?.updatedAtMs], ['applied', 6000]);
  });

  it('puts a migration that was undone back to the original', () => {
    const undone = told(migrationBegun(m), commit(m), { kind: 'undone', id: m, because: 'It failed.' });
    assert.deepEqual([undone.state, undone.position, undone.because], ['undone', 'original', 'It failed.']);
    const open = told(migrationBegun(m));
    assert.deepEqual([open.because, open.notes, open.committedAtMs], ['', [], undefined]);
  });

  it('remembers every note of a change, in order', () => {
    const note = (topic: string): RecordBody => ({ kind: 'noted', id: m, topic, data: { of: topic } });
    const { notes, state } = told(migrationBegun(m), note('validation'), commit(m), note('observation'));
    assert.deepEqual(notes, [
      { topic: 'validation', atMs: 2000, data: { of: 'validation' } },
      { topic: 'observation', atMs: 4000, data: { of: 'observation' } },
    ]);
    assert.equal(state, 'applied');
  });

  it('makes sense of any records in any order', () => {
    const ids = ['m-00000001', 'm-00000002', 'r-00000003', 'r-00000004'];
    const id = fc.constantFrom(...ids);
    const body: fc.Arbitrary<RecordBody> = fc.oneof(
      id.map((one) => migrationBegun(one)),
      fc.tuple(id, id).map(([one, of]) => rollbackBegun(one, of)),
      id.map(commit),
      id.map((one): RecordBody => ({ kind: 'undone', id: one, because: '' })),
      id.map((one): RecordBody => ({ kind: 'asked', id: one, because: '' })),
      id.map((one): RecordBody => ({ kind: 'seen', id: one, at: 'original' })),
    );
    fc.assert(
      fc.property(fc.array(body, { maxLength: 30 }), (bodies) => {
        const { migrations, rollbacks } = story(...bodies);
        assert.ok(migrations.length + rollbacks.length <= ids.length);
        for (const { state, position } of migrations) {
          assert.ok(state !== 'rolled-back' || position === 'original');
        }
      }),
    );
  });
});
