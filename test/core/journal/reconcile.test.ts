import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readChain, type ChainReading } from '../../../src/core/journal/chain.js';
import { reconcile } from '../../../src/core/journal/reconcile.js';
import { journalText, migrationBegun, openedRecord, sealWithKey } from '../../support/store/journal-fixture.js';

const bodies = [openedRecord, ...['m-00000001', 'm-00000002', 'm-00000003'].map((id) => migrationBegun(id))];
const text = journalText(bodies, 'key');
const ends = [0, ...[...text.matchAll(/\n/gu)].map(({ index }) => index + 1)];
const read = (part: string, key = 'key'): ChainReading => readChain(part, sealWithKey(key));
const format = { major: 1, minor: 0 };
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

  it('gives a second copy that is missing, shorter or torn the text of the first, and leaves one alone that is the same', () => {
    const whole = firstRecords(3);
    assert.deepEqual(reconcile(whole, firstRecords(3)), { kind: 'use-folder', state: 'same' });
    for (const state of [read(''), firstRecords(2), read(`${text.slice(0, ends[3])}{"seal`)]) {
      assert.deepEqual(reconcile(whole, state), { kind: 'use-folder', state: 'replace' }, state.condition);
    }
  });

  it('takes the second copy when the folder is gone', () => {
    assert.deepEqual(reconcile(read(''), firstRecords(2)), { kind: 'use-state', folder: 'replace' });
  });

  it('never acts upon a foreign or a later journal', () => {
    for (const state of [read(''), firstRecords(4), read(text, 'other')]) {
      const result = reconcile(read(text, 'other'), state);
      assert.deepEqual([result.kind, result.kind === 'refuse' && result.condition], ['refuse', 'foreign']);
    }
    const later = read(
      journalText([{ ...openedRecord, kind: 'opened', store: 's', format: { major: 9, minor: 0 } }], 'key'),
    );
    const refusal = { kind: 'refuse', condition: 'newer' };
    assert.deepEqual(reconcile(later, firstRecords(4)), { ...refusal, stateIsSound: true });
    assert.deepEqual(reconcile(firstRecords(4), later), { ...refusal, stateIsSound: false });
  });

  it('sets a foreign second copy aside, as after the key was made anew', () => {
    assert.deepEqual(reconcile(firstRecords(2), read(text, 'other')), { kind: 'use-folder', state: 'set-aside' });
    assert.deepEqual(reconcile(read(''), read(text, 'other')), { kind: 'start' });
  });

  it('sets a second copy aside that is damaged, or that another store has left there', () => {
    const elsewhere = journalText(
      [{ ...openedRecord, kind: 'opened', store: 'another', format }, ...bodies.slice(1)],
      'key',
    );
    const damaged = text.replace('m-00000002', 'm-0000000b');
    for (const state of [read(elsewhere), read(elsewhere.slice(0, elsewhere.indexOf('\n') + 1)), read(damaged)]) {
      assert.deepEqual(reconcile(firstRecords(2), state), { kind: 'use-folder', state: 'set-aside' }, state.condition);
    }
  });

  it('asks a person about damage in the middle, and says whether the second copy is whole', () => {
    const damaged = read(text.replace('m-00000001', 'm-0000000a'));
    assert.deepEqual(reconcile(damaged, firstRecords(4)), { kind: 'refuse', condition: 'damaged', stateIsSound: true });
    assert.deepEqual(reconcile(damaged, read('')), { kind: 'refuse', condition: 'damaged', stateIsSound: false });
    const other = read(journalText([openedRecord, migrationBegun('m-0000000f'), migrationBegun('m-0000000e')], 'key'));
    const inMiddle = read(text.replace('m-00000002', 'm-0000000a'));
    assert.deepEqual(reconcile(inMiddle, other), { kind: 'refuse', condition: 'damaged', stateIsSound: false });
    assert.deepEqual(reconcile(inMiddle, damaged), { kind: 'refuse', condition: 'damaged', stateIsSound: false });
    for (const state of [damaged, read(text.replace('m-00000003', 'm-0000000a'))]) {
      assert.deepEqual(reconcile(read(''), state), { kind: 'refuse', condition: 'damaged', stateIsSound: false });
    }
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
