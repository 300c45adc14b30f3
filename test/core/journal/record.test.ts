import assert from 'node:assert/strict';
import { parseRecord, positions } from '../../../src/core/journal/record.js';

const sha256 = '0123456789abcdef'.repeat(4);
const id = 'm-0123abcd';
const stamp = { v: 1, seq: 0, epoch: 0, wallMs: 0 };
const stage = { stage: 'infrastructure', status: 'applied', sha256 };
const change = { id, path: 'a.py', before: { sha256, mode: 0o644 }, after: { sha256 } };

/** One whole record of each kind, with everything that it may hold. */
const whole: Readonly<Record<string, object>> = {
  opened: { store: 's', format: { major: 1, minor: 0 } },
  'migration-begun': {
    ...{ ...change, batch: 'w-0123abcd', plan: 'p', classes: ['A'], through: 'core-logic', validates: true },
    stages: [{ ...stage, removed: ['A.run'], renamed: [{ from: 'A.run', to: 'A.run_own' }], explained: true }],
  },
  'rollback-begun': {
    ...{ ...change, of: 'm-89abcdef', from: 'integration', to: 'original' },
    ...{ merged: true, restoresDeleted: false, automatic: true },
  },
  committed: { id },
  undone: { id, because: 'It failed.' },
  asked: { id, because: 'It was edited.' },
  kept: { id },
  seen: { id, at: 'original' },
  noted: { id, topic: 'validation', data: { verdict: 'pass', checks: [1] } },
  'run-begun': {
    ...{ id, through: 'integration', includeReview: false },
    items: [{ path: 'a.py', classes: ['A'], plan: 'p', edits: ['e'] }],
  },
  'run-left': { id, path: 'a.py', outcome: 'refused', because: 'It is stale.' },
  'run-ended': { id, how: 'done' },
};

const bodyOf = (kind: string, changed: object = {}): unknown =>
  parseRecord({ ...stamp, kind, ...whole[kind], ...changed })?.body;

/** Values that each field of a record must not have, by kind. */
const wrong: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  opened: {
    store: ['', 's'.repeat(65), 1],
    format: [{ major: -1, minor: 0 }, { major: 1, minor: 0.5 }, { major: 1 }, {}, 1],
  },
  'migration-begun': {
    id: ['', 'm-0123abc', `m-${'0'.repeat(33)}`, 'M-0123abcd', 'm-0123abcG', `x${id}`, `${id}-x`, 'm0123abcd', 1],
    path: ['', 'a'.repeat(4097), 1],
    before: [{}, { sha256: sha256.slice(1) }, { sha256, mode: -1 }, { sha256: sha256.toUpperCase() }],
    after: [{}, { sha256: `0${sha256}` }, { sha256: `${sha256}0` }],
    batch: ['none', 1],
    plan: [1],
    classes: ['A', [1]],
    through: ['original', 'all'],
    validates: ['yes'],
    stages: [
      ...[stage, [{ ...stage, stage: 'original' }], [{ ...stage, status: 'done' }], [{ ...stage, sha256: 'none' }]],
      ...[[{ ...stage, removed: 'A.run' }], [{ ...stage, removed: [1] }], [{ ...stage, renamed: [{ from: 'A.run' }] }]],
      ...[[{ ...stage, renamed: [{ to: 'A.run' }] }], [{ ...stage, renamed: {} }], [{ ...stage, explained: 1 }]],
    ],
  },
  'rollback-begun': {
    ...{ id: ['none'], path: [''], before: [{}], after: [{}], of: ['none'], from: ['nowhere'], to: ['nowhere'] },
    ...{ merged: [1], restoresDeleted: [1], automatic: [1] },
  },
  committed: { id: ['none'] },
  undone: { id: ['none'], because: [1] },
  asked: { id: ['none'], because: [1] },
  kept: { id: ['none'] },
  seen: { id: ['none'], at: ['nowhere'] },
  noted: { id: ['none'], topic: ['t'.repeat(65), 1], data: [1, 'text'] },
  'run-begun': {
    ...{ id: ['none'], through: ['original'], includeReview: [1] },
    items: [
      ...[{}, [{ path: '', classes: [], plan: 'p' }], [{ path: 'a.py', classes: [1], plan: 'p' }]],
      ...[[{ path: 'a.py', classes: [], plan: 1 }], [{ path: 'a.py', classes: [], plan: 'p', edits: [1] }]],
    ],
  },
  'run-left': { id: ['none'], path: [''], outcome: ['applied'], because: [1] },
  'run-ended': { id: ['none'], how: ['stopped'] },
};

describe('parseRecord', () => {
  it('takes a whole record of each kind as it is', () => {
    for (const [kind, body] of Object.entries(whole)) assert.deepEqual(bodyOf(kind), { kind, ...body }, kind);
    const written = { ...stamp, kind: 'committed', id };
    assert.deepEqual(parseRecord(written), { stamp, body: { kind: 'committed', id } });
  });

  it('lets be absent what journals of earlier versions lack', () => {
    for (const changed of [{ batch: undefined }, { stages: [] }, { stages: [stage] }, { before: { sha256 } }]) {
      assert.notEqual(bodyOf('migration-begun', changed), undefined, JSON.stringify(changed));
    }
    const item = { path: 'a.py', classes: [], plan: 'p' };
    assert.notEqual(bodyOf('run-begun', { items: [item] }), undefined);
  });

  it('takes each word that a field may hold, and what is as long as it may be', () => {
    const words: readonly (readonly [string, (word: string) => object, readonly string[]])[] = [
      ['seen', (at) => ({ at }), positions],
      ['migration-begun', (through) => ({ through }), positions.slice(1)],
      ['migration-begun', (name) => ({ stages: [{ ...stage, stage: name }] }), positions.slice(1)],
      ['migration-begun', (status) => ({ stages: [{ ...stage, status }] }), ['applied', 'unchanged', 'dropped']],
      ['run-left', (outcome) => ({ outcome }), ['unchanged', 'refused', 'rolled-back']],
      ['run-ended', (how) => ({ how }), ['done', 'given-up']],
      ['opened', (store) => ({ store }), ['s'.repeat(64)]],
      ['noted', (topic) => ({ topic }), ['', 't'.repeat(64)]],
      ['run-left', (path) => ({ path }), ['a', 'a'.repeat(4096)]],
      ['kept', (name) => ({ id: name }), ['a-01234567', `z-${'f'.repeat(32)}`]],
    ];
    assert.deepEqual(positions, ['original', 'infrastructure', 'core-logic', 'integration']);
    for (const [kind, changed, values] of words) {
      for (const value of values) assert.notEqual(bodyOf(kind, changed(value)), undefined, `${kind} ${value}`);
    }
  });

  it('takes a record whose fields are wrong or missing for one of a kind that it does not know', () => {
    for (const [kind, fields] of Object.entries(wrong)) {
      assert.deepEqual(Object.keys(fields).toSorted(), Object.keys(whole[kind] ?? {}).toSorted(), kind);
      for (const [field, values] of Object.entries(fields)) {
        for (const value of [...values, null]) {
          const said = `${kind} ${field} ${JSON.stringify(value)}`;
          assert.deepEqual(parseRecord({ ...stamp, kind, ...whole[kind], [field]: value }), { stamp }, said);
        }
        if (field !== 'batch') assert.equal(bodyOf(kind, { [field]: undefined }), undefined, `${kind} ${field}`);
      }
    }
    assert.deepEqual(parseRecord({ ...stamp, kind: 'praised', id }), { stamp });
  });

  it('takes nothing for a record whose stamp is wrong', () => {
    for (const [field, values] of Object.entries({
      v: [0, 2, '1'],
      seq: [-1, 0.5, '0', 2 ** 53],
      epoch: [-1, 0.5, '0', 2 ** 53],
      wallMs: [-1, 0.5, '0', 2 ** 53],
    })) {
      for (const value of [...values, null, undefined]) {
        const record = { ...stamp, kind: 'committed', id, [field]: value };
        assert.equal(parseRecord(record), undefined, `${field} ${String(value)}`);
      }
    }
    for (const value of [undefined, null, 1, 'text', []]) assert.equal(parseRecord(value), undefined);
  });
});
