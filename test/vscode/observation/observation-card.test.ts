import assert from 'node:assert/strict';
import type { Migration, Rollback } from '../../../src/core/journal/replay.js';
import { begunRecord } from '../../../src/core/observation/observation-record.js';
import { defaultCheckLimits } from '../../../src/core/thresholds/default-checks.js';
import { observationCard } from '../../../src/vscode/observation/observation-card.js';

const atMs = Date.UTC(2026, 0, 15, 12);

function noted(...records: readonly object[]): Migration {
  const notes = records.map((data) => ({ topic: 'observation', atMs, data: { ...data } }));
  const begun = { classes: ['IntentAgent'] };
  return { id: 'm1', path: 'agents/intent_agent.py', state: 'applied', startedAtMs: atMs, begun, notes } as never;
}

const begun = begunRecord({
  agent: 'agents/intent_agent.py:IntentAgent',
  forMs: 86_400_000,
  warmUpMs: 0,
  intervalMs: 5000,
  limits: defaultCheckLimits,
  rules: {},
  baseline: {
    fromMs: 0,
    toMs: atMs,
    metrics: { responseMs: [{ atMs, median: 80 }] },
    foreignMiB: {},
    answered: true,
  },
});

const slower = {
  rule: 'degradation:responseMs',
  text: 'The response time is 50 % worse | than before.',
  atMs,
  owner: 'agent',
  effect: 'rollback',
  samples: [{ atMs, value: 120.123 }],
};

const failed = { event: 'decided', outcome: 'rollback', because: [slower], quiet: ['vram-critical'] };
const ended = { event: 'ended', phase: 'failed', observedMs: 600_000, unobservedMs: 60_000, text: '' };

describe('the card of an observation', () => {
  it('says what happened, by which rule and samples, whose growth it was, and what would not have fired', () => {
    const rollback = { begun: { of: 'm1', automatic: true }, state: 'applied' } as Rollback;
    const card = observationCard({ migration: noted(begun, failed, ended), rollbacks: [rollback] });
    assert.match(card, /Failed, and rolled back by itself/);
    assert.match(card, /`degradation:responseMs`; whose growth it was: the migrated agent/);
    assert.match(card, /\| 120\.1 \|/);
    assert.match(card, /What did not fire\s+- `vram-critical`/);
    assert.match(card, /Observed \| 10 min/);
    assert.match(card, /Not observed \| 1 min, never counted as healthy/);
    assert.doesNotMatch(card, /Not comparable/, 'an older journal does not tell');
    assert.match(card, /`responseMs`: 1 one-minute medians/);
  });

  it('says how long nothing could be compared', () => {
    const told = { ...ended, contendedMs: 120_000 };
    const card = observationCard({ migration: noted(begun, failed, told), rollbacks: [] });
    assert.match(card, /Not comparable \| 2 min of that/);
  });

  it('does not claim a rollback that did not happen', () => {
    const card = observationCard({ migration: noted(begun, failed, ended), rollbacks: [] });
    assert.match(card, /was not rolled back by itself/);
  });

  it('takes text of agents for text', () => {
    const card = observationCard({ migration: noted(begun, failed, ended), rollbacks: [] });
    assert.match(card, /worse \\\| than before/);
  });

  it('says that it waits, was interrupted, or was stopped', () => {
    const of = (...records: readonly object[]): string =>
      observationCard({ migration: noted(...records), rollbacks: [] });
    assert.match(of(begun), /\*\*Waits\*\* until the migrated code runs/);
    assert.match(of(begun, { event: 'running', startedAtMs: atMs }), /\*\*Interrupted\.\*\*/);
    const stopped = { ...ended, phase: 'cancelled', text: 'You stopped it.' };
    assert.match(of(begun, stopped), /\*\*Stopped\.\*\* You stopped it/);
    assert.match(of(), /was not observed/);
  });
});
