import type { Check } from '../thresholds/check.js';
import type { CheckEvent } from '../thresholds/check-run.js';
import type { Degradation } from './degradation.js';
import type { Metric } from './metric.js';
import type { Evidence, Owner } from './verdict.js';

/** What a check that fired means for an observation: only growth that is the agent's own rolls back; everything else asks. */
export function evidenceOfCheck(event: CheckEvent, owner: Owner): Evidence {
  const { check, subject, atMs, samples } = event;
  const newest = samples.at(-1)?.value ?? Number.NaN;
  const where = subject.kind === 'host' ? 'this machine' : subject.kind === 'gpu' ? `GPU ${subject.id}` : subject.id;
  const text = `${sentence(check, newest, where)} ${ownerWords(check, owner)}`.trim();
  return { rule: check.id, text, atMs, owner, effect: effectOfCheck(check, owner), samples };
}

export function evidenceOfDegradation({ rule, atMs, ratio, isOtherTimeOfDay }: Degradation, metric: Metric): Evidence {
  const share = Number.isFinite(ratio) ? `${Math.round(100 * (ratio - 1))} %` : 'much';
  const how =
    rule === 'fast'
      ? '54 of the last 60 samples were beyond 115 % of the median before'
      : 'the medians of the last minutes are beyond 110 % of those before, with p < 0.001, twice in a row';
  const doubt = isOtherTimeOfDay
    ? ' There is nothing to compare with of this time of the day, so that a person decides.'
    : '';
  return {
    rule: `degradation:${metric.id}`,
    text: `The ${metric.title} is ${share} worse than before: ${how}.${doubt}`,
    atMs,
    owner: 'agent',
    effect: isOtherTimeOfDay ? 'ask' : 'rollback',
    samples: [],
  };
}

function effectOfCheck(check: Check, owner: Owner): Evidence['effect'] {
  if (check.dryRun) return 'dry-run';
  // What others make of the processors is nobody's to decide: while they are busy nothing is compared, and too much of it is no pass.
  if (check.kind === 'load' && owner === 'other') return 'note';
  switch (check.action) {
    case 'notify':
      return 'note';
    case 'pause':
      return 'ask';
    case 'rollback':
      return owner === 'agent' ? 'rollback' : 'ask';
  }
}

function sentence(check: Check, value: number, where: string): string {
  const seconds = `for ${check.forMs / 1000} s`;
  switch (check.kind) {
    case 'vram':
      return `VRAM of ${where} was above ${check.limit} % ${seconds} (${value.toFixed(1)} %).`;
    case 'temperature':
      return `${where} was hotter than ${check.limit} °C or its own limit ${seconds} (${value} °C).`;
    case 'load':
      return `The load of ${where} was above ${check.limit} and ${check.perCore} a core ${seconds} (${value.toFixed(1)}).`;
    case 'response':
      return `${where} took longer than ${check.limit} ms to answer ${seconds} (${value.toFixed(0)} ms).`;
    case 'communication':
      return `${where} did not answer ${seconds}.`;
  }
}

function ownerWords(check: Check, owner: Owner): string {
  if (check.kind === 'temperature') return '';
  switch (owner) {
    case 'agent':
      return check.kind === 'vram' || check.kind === 'load' ? 'The growth is the migrated agent’s own.' : '';
    case 'other':
      return 'Another process is the cause.';
    case 'unknown':
      return 'It is not known whether the migrated agent is the cause.';
  }
}
