import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readChain, type ChainReading } from '../../../src/core/journal/chain.js';
import { reconcile } from '../../../src/core/journal/reconcile.js';
import { journalText, migrationBegun, openedRecord, sealWithKey } from '../../support/store/journal-fixture.js';

const bodies = [openedRecord, ...['m-00000001', 'm-00000002', 'm-00000003'].map((id) => migrationBegun(id))];
const text = journalText(bodies, 'key');
const ends = [0, ...[...text.matchAll(/\n/gu)].map(({ index }) => index + 1)];
const read = (part: string, key = 'key'): ChainReading => readChain(part, sealWithKey(key));
const firstRecords = (count: number): ChainReading => read(text.slice(0, ends[count]));

describe('reconcile', () => {
  it('uses the longer of two copies that a crash parted, wherever it cut them', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), (folderLength, stateLength) => {
        const [folder, state] = [read(text.slice(0, folderLength)), read(text.slice(0, stateLength))];
        const { kind } = reconcile(folder, state);
        const most = Math.max(folder.seals.length, state.seals.length);
        if (most === 0) assert.equal(kind, 'start');
        else assert.equal(kind, folder.seals.length === most ? 'use-folder' : 'use-state');
      }),
    );
  });

  it('takes the second copy when the folder is gone', () => {
    assert.equal(reconcile(read(''), firstRecords(2)).kind, 'use-state');
  });

  it('never acts upon a foreign or a later journal', () => {
    for (const state of [read(''), firstRecords(4), read(text, 'other')]) {
      const result = reconcile(read(text, 'other'), state);
      assert.deepEqual([result.kind, result.kind === 'refuse' && result.condition], ['refuse', 'foreign']);
    }
    const later = read(
      journalText([{ ...openedRecord, kind: 'opened', store: 's', format: { major: 9, minor: 0 } }], 'key'),
    );
    assert.equal(reconcile(later, firstRecords(4)).kind, 'refuse');
    assert.equal(reconcile(firstRecords(4), later).kind, 'refuse');
  });

  it('sets a foreign second copy aside, as after the key was made anew', () => {
    assert.deepEqual(reconcile(firstRecords(2), read(text, 'other')), { kind: 'use-folder', state: 'set-aside' });
  });

  it('asks a person about damage in the middle, and says whether the second copy is whole', () => {
    const damaged = read(text.replace('m-00000001', 'm-0000000a'));
    assert.deepEqual(reconcile(damaged, firstRecords(4)), { kind: 'refuse', condition: 'damaged', stateIsSound: true });
    assert.deepEqual(reconcile(damaged, read('')), { kind: 'refuse', condition: 'damaged', stateIsSound: false });
    assert.equal(reconcile(read(''), damaged).kind, 'refuse');
  });

  it('heals a last line that a power cut spoiled when the second copy has it whole', () => {
    const spoiled = read(text.replace('m-00000003', '\0\0\0\0\0\0\0\0\0\0'));
    assert.deepEqual(reconcile(spoiled, firstRecords(4)), { kind: 'use-state', folder: 'set-aside' });
    assert.equal(reconcile(spoiled, firstRecords(3)).kind, 'refuse');
  });

  it('starts anew when a power cut spoiled the very first line', () => {
    const first = text.slice(0, ends[1]);
    const spoiled = read(`${'\0'.repeat(80)}${first.slice(80)}`);
    assert.deepEqual([spoiled.condition, spoiled.seals.length], ['damaged', 0]);
    assert.equal(reconcile(read(''), spoiled).kind, 'start');
    assert.equal(reconcile(read(''), read(`${'\0'.repeat(80)}${text.slice(80)}`)).kind, 'refuse');
  });

  it('does not choose between two histories', () => {
    const other = journalText([openedRecord, migrationBegun('m-0000000f'), migrationBegun('m-0000000e')], 'key');
    assert.equal(reconcile(firstRecords(2), read(other)).kind, 'refuse');
    assert.equal(reconcile(firstRecords(4), read(other)).kind, 'refuse');
    const parted = reconcile(firstRecords(4), read(other));
    assert.equal(parted.kind === 'refuse' && parted.haveParted, true);
  });
});
