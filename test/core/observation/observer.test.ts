import assert from 'node:assert/strict';
import type { Frame } from '../../../src/core/telemetry/frame.js';
import { baselineOf, preflight } from '../../../src/core/observation/baseline.js';
import { Observer } from '../../../src/core/observation/observer.js';
import { checksFor, defaultCheckLimits, type CheckRules } from '../../../src/core/thresholds/default-checks.js';

const agent = 'agents/x.py:XAgent';
const hourMs = 3_600_000;
const startMs = 100 * hourMs;
const cardMiB = 16_000;

interface Moment {
  readonly responseMs?: number;
  readonly answered?: number;
  readonly vramMiB?: number;
  readonly otherMiB?: number;
  readonly celsius?: number;
  /** Load of the machine, which has four cores. */
  readonly load?: number;
  /** What the agent itself takes of them. */
  readonly cores?: number;
  readonly running?: number;
}

function frame(atMs: number, moment: Moment): Frame {
  const {
    responseMs,
    answered,
    running,
    vramMiB = 2000,
    otherMiB = 500,
    celsius = 60,
    load = 0.5,
    cores = 0.2,
  } = moment;
  return {
    atMs,
    values: {
      'gpu:G:usedMiB': vramMiB + otherMiB,
      'gpu:G:freeMiB': cardMiB - vramMiB - otherMiB,
      'gpu:G:temperatureCelsius': celsius,
      'host:load1': load,
      'host:cpuCount': 4,
      'host:cpuPercent': Math.min(100, 25 * load),
      [`agent:${agent}:cpuCores`]: cores,
      ...(responseMs === undefined ? {} : { [`agent:${agent}:responseMs`]: responseMs }),
      ...(running === undefined ? {} : { [`agent:${agent}:running`]: running }),
      ...(answered === undefined ? {} : { [`agent:${agent}:answered`]: answered }),
      [`agent:${agent}:vramMiB`]: vramMiB,
      [`agent:${agent}:vramMiB@G`]: vramMiB,
    },
  };
}

/** Small and regular, so that medians differ and nothing depends on chance. */
const wobble = (index: number): number => 1 + ((index * 7) % 11) / 100;

function stretch(fromMs: number, minutes: number, moment: (index: number) => Moment): readonly Frame[] {
  return Array.from({ length: minutes * 12 }, (_, i) => frame(fromMs + (i + 1) * 5000, moment(i)));
}

const before = stretch(startMs - hourMs, 60, (i) => ({ responseMs: 200 * wobble(i), answered: 1 }));

function observe(frames: readonly Frame[], rules: CheckRules = {}, forMs = 2 * hourMs, baseline = before): Observer {
  const observer = new Observer({
    agent,
    startedAtMs: startMs,
    forMs,
    warmUpMs: 120_000,
    intervalMs: 5000,
    checks: checksFor(defaultCheckLimits, rules),
    baseline: baselineOf(baseline, agent, 5000),
  });
  for (const one of frames) observer.take(one);
  return observer;
}

const verdictOf = (observer: Observer) => observer.state(startMs + 2 * hourMs).verdict;
const healthy = (i: number): Moment => ({ responseMs: 200 * wobble(i), answered: 1 });

describe('an observation', () => {
  it('keeps what did not get worse, and says by how much it changed', () => {
    const observer = observe(stretch(startMs, 121, healthy));
    assert.equal(verdictOf(observer)?.outcome, 'keep');
    assert.match(verdictOf(observer)?.because[0]?.text ?? '', /response time: median [+−]\d %/);
    assert.equal(observer.state(startMs + 2 * hourMs).phase, 'passed');
  });

  it('rolls back what answers half as fast again, within minutes', () => {
    const observer = observe(stretch(startMs, 20, (i) => ({ responseMs: 300 * wobble(i), answered: 1 })));
    const verdict = verdictOf(observer);
    assert.equal(verdict?.outcome, 'rollback');
    assert.equal(verdict.because[0]?.rule, 'degradation:responseMs');
    assert.ok(verdict.quiet.includes('vram-critical'));
  });

  it('forgives slow answers while it warms up, but not the end of the memory', () => {
    const slow = stretch(startMs, 2, () => ({ responseMs: 20_000, answered: 1 }));
    assert.equal(verdictOf(observe(slow.slice(0, -1))), undefined);
    const full = stretch(startMs, 1, () => ({ responseMs: 200, answered: 1, vramMiB: 15_400 }));
    assert.equal(verdictOf(observe(full))?.outcome, 'rollback');
  });

  it('does not decide before fifteen minutes are compared, unless it is plain', () => {
    const twelvePercent = stretch(startMs, 14, (i) => ({ responseMs: 224 * wobble(i), answered: 1 }));
    assert.equal(verdictOf(observe(twelvePercent)), undefined);
  });

  it('asks, and does not roll back, when another process filled the card', () => {
    const observer = observe(stretch(startMs, 121, (i) => ({ ...healthy(i), otherMiB: 13_900 })));
    assert.equal(verdictOf(observer)?.outcome, 'ask');
    assert.match(verdictOf(observer)?.because[0]?.text ?? '', /Another process is the cause/);
  });

  it('does not compare what is slow because of other work on the GPU', () => {
    const observer = observe(
      stretch(startMs, 121, (i) => ({ responseMs: 400 * wobble(i), answered: 1, otherMiB: 5000 })),
    );
    assert.equal(verdictOf(observer)?.outcome, 'inconclusive');
  });

  it('does not compare what is slow because of other work on the processors', () => {
    const observer = observe(stretch(startMs, 121, (i) => ({ ...healthy(i), responseMs: 400 * wobble(i), load: 9 })));
    const verdict = verdictOf(observer);
    assert.equal(verdict?.outcome, 'inconclusive');
    assert.match(verdict.because[0]?.text ?? '', /other work/);
  });

  it('only notes that others kept the processors too busy for a while', () => {
    const busy = stretch(startMs, 20, (i) => ({ ...healthy(i), load: 14 }));
    const observer = observe([...busy, ...stretch(startMs + 20 * 60_000, 101, healthy)]);
    assert.equal(verdictOf(observer)?.outcome, 'keep');
    assert.deepEqual(
      observer.state(startMs).concerns.map(({ rule, effect }) => `${rule} ${effect}`),
      ['load-critical note'],
    );
  });

  it('compares again when the other work has gone', () => {
    const busy = stretch(startMs, 30, (i) => ({ responseMs: 400 * wobble(i), answered: 1, load: 9 }));
    const slower = (i: number): Moment => ({ responseMs: 300 * wobble(i), answered: 1 });
    const alone = stretch(startMs + 30 * 60_000, 20, slower);
    assert.equal(verdictOf(observe(busy)), undefined);
    assert.equal(verdictOf(observe([...busy, ...alone]))?.outcome, 'rollback');
  });

  it('finds what is half as slow again on a machine that is as busy as it was before', () => {
    const load = (i: number): number => 8 * wobble(i);
    const busyBefore = stretch(startMs - hourMs, 60, (i) => ({ ...healthy(i), load: load(i) }));
    const slower = stretch(startMs, 20, (i) => ({ responseMs: 300 * wobble(i), answered: 1, load: load(i) }));
    assert.equal(verdictOf(observe(slower, {}, 2 * hourMs, busyBefore))?.because[0]?.rule, 'degradation:responseMs');
    const same = stretch(startMs, 121, (i) => ({ ...healthy(i), load: load(i) }));
    assert.equal(verdictOf(observe(same, {}, 2 * hourMs, busyBefore))?.outcome, 'keep');
  });

  it('does not pass what is no slower only because the machine is less busy than it was', () => {
    const busyBefore = stretch(startMs - hourMs, 60, (i) => ({ ...healthy(i), load: 9 }));
    const quiet = observe(stretch(startMs, 121, healthy), {}, 2 * hourMs, busyBefore);
    assert.equal(verdictOf(quiet)?.outcome, 'inconclusive');
    const slower = stretch(startMs, 20, (i) => ({ responseMs: 300 * wobble(i), answered: 1 }));
    assert.equal(verdictOf(observe(slower, {}, 2 * hourMs, busyBefore))?.outcome, 'rollback');
  });

  it('does not take the processors that the agent itself keeps busy for other work', () => {
    const spinning = (i: number): Moment => ({ responseMs: 300 * wobble(i), answered: 1, load: 6, cores: 3.8 });
    assert.equal(verdictOf(observe(stretch(startMs, 20, spinning)))?.outcome, 'rollback');
  });

  it('takes memory for the agent’s own, however busy the machine is', () => {
    const grown = stretch(startMs, 20, (i) => ({ ...healthy(i), vramMiB: 3000, load: 9 }));
    assert.equal(verdictOf(observe(grown))?.because[0]?.rule, 'degradation:vramMiB');
  });

  it('asks when an agent does not answer on a machine that is busy, unless it has gone', () => {
    const silent = stretch(startMs + 10 * 60_000, 111, () => ({ answered: 0, load: 9 }));
    const quiet = stretch(startMs, 10, healthy);
    assert.equal(verdictOf(observe([...quiet, ...silent]))?.outcome, 'ask');
    const gone = stretch(startMs + 10 * 60_000, 2, () => ({ answered: 0, running: 0, load: 9 }));
    assert.equal(verdictOf(observe([...quiet, ...gone]))?.outcome, 'rollback');
  });

  it('rolls back when an agent that answered stops answering, and not when nobody asked it', () => {
    const lost = stretch(startMs, 4, (i) => (i < 30 ? healthy(i) : { answered: 0 }));
    assert.equal(verdictOf(observe(lost))?.because[0]?.rule, 'communication-lost');
    const unasked = [...stretch(startMs, 20, healthy), ...stretch(startMs + 20 * 60_000, 101, () => ({}))];
    assert.notEqual(verdictOf(observe(unasked))?.outcome, 'rollback');
  });

  it('does not take two short spells for a long one because nothing was measured between them', () => {
    const spell = (fromMs: number, minutes: number): readonly Frame[] =>
      stretch(fromMs, minutes, (i) => ({ responseMs: 300 * wobble(i), answered: 1 }));
    const minute = 60_000;
    const fine = stretch(startMs, 20, (i) => ({ responseMs: 200 * wobble(i), answered: 1 }));
    const first = spell(startMs + 20 * minute, 3);
    const apart = [...fine, ...first, ...spell(startMs + 33 * minute, 3)];
    assert.equal(observe(apart).take(frame(startMs + 36 * minute + 5000, {})), undefined);
    const together = [...fine, ...first, ...spell(startMs + 23 * minute, 3)];
    assert.equal(observe(together).take(frame(startMs + 26 * minute + 5000, {}))?.outcome, 'rollback');
  });

  it('never counts unobserved time as healthy', () => {
    const observer = observe([...stretch(startMs, 30, healthy), frame(startMs + 2 * hourMs, {})]);
    const state = observer.state(startMs + 2 * hourMs);
    assert.equal(state.verdict?.outcome, 'inconclusive');
    assert.ok(state.unobservedMs > 80 * 60_000);
  });

  it('asks about heat, and only records what is a dry run', () => {
    const hot = stretch(startMs, 121, (i) => ({ ...healthy(i), celsius: 95 }));
    assert.equal(verdictOf(observe(hot))?.outcome, 'ask');
    const full = stretch(startMs, 3, (i) => ({ ...healthy(i), vramMiB: 15_400 }));
    const dry = observe(full, { 'vram-critical': { dryRun: true } });
    assert.equal(verdictOf(dry), undefined);
    assert.equal(dry.state(startMs).concerns.find(({ rule }) => rule === 'vram-critical')?.effect, 'dry-run');
  });

  it('decides once: what comes after a verdict changes nothing', () => {
    const observer = observe(stretch(startMs, 20, (i) => ({ responseMs: 300 * wobble(i), answered: 1 })));
    const verdict = verdictOf(observer);
    for (const one of stretch(startMs + 20 * 60_000, 110, healthy)) assert.equal(observer.take(one), verdict);
  });

  it('comes to the same end from the same frames, however they are handed over', () => {
    const frames = stretch(startMs, 20, (i) => ({ responseMs: 300 * wobble(i), answered: 1 }));
    assert.deepEqual(verdictOf(observe(frames)), verdictOf(observe([...frames, ...frames])));
  });
});

describe('what is looked at before a migration', () => {
  it('has a baseline at any interval, though the history keeps a sample for every five seconds alone', () => {
    const counted = (intervalMs: number) => baselineOf(before, agent, intervalMs).metrics.responseMs?.length;
    assert.equal(counted(1000), counted(5000));
  });

  it('says when there is too little to compare with', () => {
    const baseline = baselineOf(before.slice(0, 119), agent, 5000);
    assert.match(preflight(baseline, frame(startMs, {}), agent)[0] ?? '', /only 9 minutes/);
    assert.match(preflight(baselineOf([], agent, 5000), frame(startMs, {}), agent)[0] ?? '', /never measured/);
    assert.deepEqual(preflight(baselineOf(before, agent, 5000), frame(startMs, {}), agent), []);
  });

  it('says when the agent would not fit', () => {
    const peak = [...before, frame(startMs, { vramMiB: 9000 })];
    const now = frame(startMs + 5000, { vramMiB: 0, otherMiB: 10_000 });
    assert.match(
      preflight(baselineOf(peak, agent, 5000), now, agent)[0] ?? '',
      /needed up to 8\.8 GiB .* 5\.9 GiB are free/,
    );
  });
});
