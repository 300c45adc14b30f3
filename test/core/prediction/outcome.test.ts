import assert from 'node:assert/strict';
import { readChain } from '../../../src/core/journal/chain.js';
import type { RecordBody } from '../../../src/core/journal/record.js';
import { replay } from '../../../src/core/journal/replay.js';
import { observationTopic } from '../../../src/core/observation/observation-record.js';
import { decidedMigrations } from '../../../src/core/prediction/outcome.js';
import { noteOfValidation } from '../../../src/core/validation/validation-note.js';
import {
  contentId,
  journalText,
  migrationBegun,
  openedRecord,
  rollbackBegun,
  sealWithKey,
} from '../../support/store/journal-fixture.js';

const m = 'm-00000001';
const r = 'r-00000002';
const commit = (id: string): RecordBody => ({ kind: 'committed', id });
const undone = (because: string): RecordBody => ({ kind: 'undone', id: m, because });
const checked = (status: 'pass' | 'fail', id = m): RecordBody =>
  noteOfValidation(id, {
    sha256: contentId('a'),
    checks: [{ id: 'compile', status, detail: 'It says so.', findings: [] }],
  });
const observed = (data: Record<string, unknown>): RecordBody => ({
  ...{ kind: 'noted', id: m, topic: observationTopic },
  data,
});
const pair = { warning: 1, critical: 2 };
const begunObservation = observed({
  ...{ event: 'begun', agent: 'a.py:A', forMs: 1, warmUpMs: 0, intervalMs: 1, rules: {} },
  limits: { vramPercent: pair, temperatureCelsius: pair, load: { absolute: 1, perCore: 1 }, responseMs: 1 },
  baseline: { fromMs: 0, toMs: 1, metrics: {}, foreignMiB: {}, answered: true },
});
const ended = (phase: string): RecordBody =>
  observed({ event: 'ended', phase, observedMs: 1, unobservedMs: 0, text: '' });

function outcomes(...bodies: readonly RecordBody[]): readonly string[] {
  const text = journalText([openedRecord, ...bodies], 'key');
  const history = replay(readChain(text, sealWithKey('key')).records);
  return decidedMigrations(history).map(({ outcome }) => outcome);
}

describe('the outcome of a migration', () => {
  it('is that it stood, once it is written and nothing is against it', () => {
    assert.deepEqual(outcomes(migrationBegun(m), checked('pass'), commit(m)), ['stood']);
  });

  it('is not known of one that is unfinished, was refused or interrupted, or waits for a person', () => {
    assert.deepEqual(outcomes(migrationBegun(m)), []);
    assert.deepEqual(outcomes(migrationBegun(m), undone('The machine went down.')), []);
    assert.deepEqual(outcomes(migrationBegun(m), { kind: 'asked', id: m, because: 'Neither old nor new.' }), []);
  });

  it('is that a check failed, at once or later, also when the file stayed as it was written', () => {
    assert.deepEqual(outcomes(migrationBegun(m), checked('fail'), undone('compile')), ['failed-check']);
    assert.deepEqual(outcomes(migrationBegun(m), commit(m), checked('fail')), ['failed-check']);
    assert.deepEqual(outcomes(migrationBegun(m), commit(m), checked('fail'), checked('pass')), ['stood']);
  });

  it('is that it was rolled back, whole, in part or by undo in an editor, for as long as that holds', () => {
    const written = [migrationBegun(m), commit(m)];
    assert.deepEqual(outcomes(...written, rollbackBegun(r, m), commit(r)), ['rolled-back']);
    assert.deepEqual(outcomes(...written, rollbackBegun(r, m, 'infrastructure'), commit(r)), ['rolled-back']);
    assert.deepEqual(outcomes(...written, { kind: 'seen', id: m, at: 'original' }), ['rolled-back']);
    assert.deepEqual(outcomes(...written, rollbackBegun(r, m)), ['stood']);
    const back = 'r-00000003';
    assert.deepEqual(outcomes(...written, rollbackBegun(r, m), commit(r), rollbackBegun(back, r), commit(back)), [
      'stood',
    ]);
  });

  it('waits for an observation, and takes from one without a verdict nothing', () => {
    const watched = [migrationBegun(m), commit(m), begunObservation];
    assert.deepEqual(outcomes(...watched), []);
    assert.deepEqual(outcomes(...watched, ended('failed')), ['failed-observation']);
    for (const phase of ['passed', 'inconclusive', 'cancelled'])
      assert.deepEqual(outcomes(...watched, ended(phase)), ['stood']);
  });

  it('is one for a migration and for what is left of it after a stage failed', () => {
    const rest = { ...migrationBegun('m-00000009'), before: migrationBegun(m).before };
    const failed = [migrationBegun(m), checked('fail'), undone('integration'), rest, commit(rest.id)];
    assert.deepEqual(outcomes(...failed), ['failed-check']);
    const other = migrationBegun('m-00000010');
    assert.deepEqual(outcomes(...failed, other, commit(other.id)), ['failed-check', 'stood']);
  });
});
