import assert from 'node:assert/strict';
import { readChain } from '../../../src/core/journal/chain.js';
import { neededContent, retentionMs } from '../../../src/core/journal/needed-content.js';
import type { RecordBody } from '../../../src/core/journal/record.js';
import { replay } from '../../../src/core/journal/replay.js';
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
const versions = ['original', 'integration', 'infrastructure'].map((name) => contentId(`${m} ${name}`));
const [original = ''] = versions;
const muchLater = 2 * retentionMs;

function needed(nowMs: number, ...bodies: readonly RecordBody[]): ReadonlySet<string> {
  return neededContent(replay(readChain(journalText([openedRecord, ...bodies], 'k'), sealWithKey('k')).records), nowMs);
}

describe('neededContent', () => {
  it('keeps every version of what stands or is undecided, however old', () => {
    for (const end of [
      [],
      [{ kind: 'committed', id: m }],
      [{ kind: 'asked', id: m, because: '' }],
      [{ kind: 'kept', id: m }],
    ] as RecordBody[][]) {
      assert.deepEqual([...needed(muchLater, migrationBegun(m), ...end)], versions);
    }
  });

  it('keeps what was taken back for the time of retention', () => {
    const story: RecordBody[] = [
      migrationBegun(m),
      { kind: 'committed', id: m },
      rollbackBegun(r, m),
      { kind: 'committed', id: r },
    ];
    assert.equal(retentionMs, 30 * 86_400_000);
    assert.deepEqual([...needed(retentionMs, ...story)], versions);
    assert.equal(needed(muchLater, ...story).size, 0);
  });

  it('lets no clock that was set back make old what has just been told', () => {
    const taken: RecordBody[] = [rollbackBegun(r, m), { kind: 'committed', id: r }];
    const atMs = [retentionMs, retentionMs, 5, 6];
    const story = [migrationBegun(m), { kind: 'committed', id: m } as const, ...taken];
    const records = story.map((body, seq) => ({ v: 1 as const, seq, epoch: 1, wallMs: atMs[seq] ?? 0, ...body }));
    const history = replay(records);
    assert.equal(history.migrations[0]?.updatedAtMs, 6);
    assert.ok(neededContent(history, 2 * retentionMs - 1).has(original));
    assert.equal(neededContent(history, 2 * retentionMs).size, 0);
  });
});
