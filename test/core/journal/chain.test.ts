import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatMajor, formatMinor, readChain, reseal } from '../../../src/core/journal/chain.js';
import {
  journalText,
  migrationBegun,
  openedRecord,
  rollbackBegun,
  sealWithKey,
} from '../../support/store/journal-fixture.js';

const key = 'key of this user';
const seal = sealWithKey(key);
const bodies = [
  openedRecord,
  migrationBegun('m-00000001'),
  { kind: 'committed', id: 'm-00000001' },
  rollbackBegun('r-00000002', 'm-00000001'),
  { kind: 'committed', id: 'r-00000002' },
] as const;
const text = journalText(bodies, key);
const lineEnds = [...text.matchAll(/\n/gu)].map(({ index }) => index + 1);

describe('readChain', () => {
  it('reads back every record that was written, in ASCII alone', () => {
    const { condition, records, validLength, onlyEndIsBad } = readChain(text, seal);
    assert.deepEqual([condition, onlyEndIsBad], ['sound', false]);
    assert.deepEqual(
      records.map(({ kind }) => kind),
      bodies.map(({ kind }) => kind),
    );
    assert.equal(validLength, text.length);
    assert.match(text, /^[\n\x20-\x7e]*$/u);
    assert.deepEqual(records[1]?.kind === 'migration-begun' && records[1].classes, ['Ägent']);
  });

  it('says that there is no journal in an empty text', () => {
    assert.equal(readChain('', seal).condition, 'absent');
  });

  it('believes the whole lines of a journal that was cut anywhere', () => {
    fc.assert(
      fc.property(fc.nat(text.length), (length) => {
        const { condition, records, validLength, onlyEndIsBad } = readChain(text.slice(0, length), seal);
        const whole = lineEnds.filter((end) => end <= length);
        assert.equal(records.length, whole.length);
        assert.equal(onlyEndIsBad, condition === 'torn');
        assert.equal(validLength, whole.at(-1) ?? 0);
        assert.equal(condition, length === 0 ? 'absent' : validLength === length ? 'sound' : 'torn');
      }),
    );
  });

  it('never believes a record that is not the one that was written', function () {
    this.timeout(60_000);
    const original = readChain(text, seal).records;
    const mutation = fc.record({
      at: fc.nat(text.length - 1),
      remove: fc.nat(80),
      insert: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('\n', '\0', '{"seal":"', ...text.split('\n'))),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        let changed = text;
        for (const { at, remove, insert } of mutations) {
          changed = changed.slice(0, at) + insert + changed.slice(at + remove);
        }
        const { condition, records } = readChain(changed, seal);
        if (condition === 'foreign') return;
        assert.deepEqual(records, original.slice(0, records.length));
        assert.ok(condition !== 'sound' || changed === text || text.startsWith(changed));
      }),
      { numRuns: 10_000 },
    );
  });

  it('believes nothing of a journal made with another key, and shows what it says', () => {
    const { condition, seals, records } = readChain(text, sealWithKey('key of somebody else'));
    assert.deepEqual([condition, seals.length], ['foreign', 0]);
    assert.deepEqual(records, readChain(text, seal).records);
  });

  it('reads the form that journals have on the disk, and writes it', () => {
    const json = '{"v":1,"seq":0,"epoch":1,"wallMs":0,"kind":"opened","store":"store","format":{"major":1,"minor":0}}';
    assert.equal(text.slice(0, lineEnds[0]), `{"seal":"${seal(json)}","record":${json}}\n`);
    assert.deepEqual([formatMajor, formatMinor], [1, 0]);
  });

  it('believes no line in another frame, though the record in it is the one that was sealed', () => {
    const [first = '', second = ''] = text.split('\n');
    for (const framed of [
      second.replace('{"seal"', '{"seaX"'),
      second.replace('"record"', '"recorX"'),
      second.replace(/\}$/u, ']'),
    ]) {
      const { condition, records, onlyEndIsBad } = readChain(`${first}\n${framed}\n`, seal);
      assert.deepEqual([condition, records.length, onlyEndIsBad], ['damaged', 1, true], framed);
    }
    for (const spoiled of ['', first.replace(/"seal":"./u, '"seal":"X'), first.replace(/(?<="seal":".{63})./u, 'X')]) {
      assert.equal(readChain(`${spoiled}\n${second}\n`, seal).condition, 'damaged', spoiled);
    }
  });

  it('finds lines that were exchanged, repeated or left out', () => {
    const lines = text.split('\n').slice(0, -1);
    for (const order of [
      [0, 2, 1],
      [0, 1, 1],
      [0, 2],
      [0, 1, 2, 4],
      [1, 2],
    ]) {
      const changed = order.map((index) => `${lines[index] ?? ''}\n`).join('');
      assert.match(readChain(changed, seal).condition, /^(?:damaged|foreign)$/u);
    }
  });

  it('does not read a journal of a later version', () => {
    const later = journalText([{ ...openedRecord, kind: 'opened', store: 's', format: { major: 2, minor: 0 } }], key);
    assert.equal(readChain(later, seal).condition, 'newer');
  });

  it('passes over kinds of records that it does not know', () => {
    const unknown = { kind: 'praised', id: 'm-00000001' } as unknown as (typeof bodies)[number];
    const { condition, records, seals } = readChain(journalText([...bodies, unknown], key), seal);
    assert.deepEqual([condition, records.length, seals.length], ['sound', bodies.length, bodies.length + 1]);
  });

  it('does not believe an epoch that goes down, and minds no two that are the same', () => {
    const [opened, ended] = [
      sealedJson({ epoch: 2, ...openedRecord }),
      { seq: 1, kind: 'committed', id: 'm-00000001' },
    ];
    const conditions = [1, 2, 3].map((epoch) => readChain(opened + next(opened, { ...ended, epoch }), seal).condition);
    assert.deepEqual(conditions, ['damaged', 'sound', 'sound']);
  });

  it('does not believe what was sealed and is no record, out of its place, or not the first of a journal', () => {
    const opened = sealedJson(openedRecord);
    const others = [
      null,
      1,
      'text',
      [],
      {},
      { format: null },
      { format: 1 },
      { format: {} },
      { format: { major: '9' } },
    ];
    for (const other of others) {
      const said = JSON.stringify(other);
      assert.equal(readChain(lineOf(JSON.stringify(other), ''), seal).condition, 'damaged', said);
    }
    const ended = { kind: 'committed', id: 'm-00000001' };
    for (const seq of [0, 2])
      assert.equal(readChain(opened + next(opened, { ...ended, seq }), seal).condition, 'damaged');
    assert.equal(readChain(sealedJson(ended), seal).condition, 'damaged');
    assert.equal(readChain(sealedJson({ kind: 'praised' }), seal).condition, 'damaged');
    assert.equal(readChain(lineOf('no JSON', ''), seal).condition, 'damaged');
  });
});

const lineOf = (json: string, previous: string): string => `{"seal":"${seal(previous + json)}","record":${json}}\n`;

/** The first line of a journal that whoever has the key has written, whatever it says. */
const sealedJson = (record: object): string =>
  lineOf(JSON.stringify({ v: 1, seq: 0, epoch: 1, wallMs: 0, ...record }), '');

const next = (line: string, record: object): string =>
  lineOf(JSON.stringify({ v: 1, epoch: 1, wallMs: 0, ...record }), line.slice(9, 73));

describe('reseal', () => {
  it('makes a journal readable under another key', () => {
    const other = sealWithKey('new key');
    const resealed = reseal(text, other);
    assert.ok(resealed !== undefined);
    const { condition, records } = readChain(resealed, other);
    assert.equal(condition, 'sound');
    assert.deepEqual(records, readChain(text, seal).records);
  });

  it('refuses a text with anything else in it', () => {
    assert.equal(reseal(`${text}more\n`, seal), undefined);
    assert.equal(reseal('', seal), undefined);
    const lines = text.split('\n');
    assert.equal(reseal(lines.slice(1).join('\n'), seal), undefined);
    assert.equal(reseal(lines.toSpliced(1, 1).join('\n'), seal), undefined);
  });
});
