import assert from 'node:assert/strict';
import type { Frame } from '../../../src/core/telemetry/frame.js';
import { CheckBoard } from '../../../src/core/thresholds/check-board.js';
import { checksFor, defaultCheckLimits } from '../../../src/core/thresholds/default-checks.js';
import { replayChecks } from '../../../src/core/thresholds/replay-checks.js';

const options = { checks: checksFor(defaultCheckLimits, {}), agents: ['a.py:A'], intervalMs: 5000 };

function frame(index: number, values: Frame['values']): Frame {
  return { atMs: index * 5000, values };
}

const vram = (percent: number): Frame['values'] => ({
  'gpu:G:usedMiB': percent * 10,
  'gpu:G:freeMiB': 1000 - percent * 10,
});

/** Feeds one value set a sample; answers `index id type` of what happened. */
function events(samples: readonly (Frame['values'] | undefined)[], board = new CheckBoard(options)): readonly string[] {
  return samples.flatMap((values, index) =>
    values === undefined
      ? []
      : board.take(frame(index, values)).map(({ check, type }) => `${index} ${check.id} ${type}`),
  );
}

const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);

describe('threshold checks', () => {
  it('wait for as long as they say: three samples to warn, two when it is critical', () => {
    assert.deepEqual(events(times(3, vram(86))), ['2 vram-warning fired']);
    assert.deepEqual(events(times(3, vram(96))), ['1 vram-critical fired', '2 vram-warning fired']);
  });

  it('take exactly at a limit for no breach, by the exact share and not the displayed one', () => {
    assert.deepEqual(
      events(times(20, vram(95))).filter((event) => event.includes('critical')),
      [],
    );
    assert.deepEqual(events(times(2, vram(95.1))), ['1 vram-critical fired']);
  });

  it('begin anew when the breach was interrupted', () => {
    assert.deepEqual(events([vram(96), vram(80), vram(96), vram(80)]), []);
  });

  it('clear below the lower bound only, and only after a while', () => {
    const samples = [...times(3, vram(86)), ...times(30, vram(83)), ...times(6, vram(81))];
    assert.deepEqual(events(samples), ['2 vram-warning fired', `${samples.length - 1} vram-warning cleared`]);
  });

  it('bridge one missing sample, and after a gap have to see it all again', () => {
    assert.deepEqual(events([vram(86), undefined, vram(86)]), ['2 vram-warning fired']);
    assert.deepEqual(events([vram(86), ...times(8, undefined), vram(86), vram(86)]), []);
  });

  it('are unknown, not clear, without data', () => {
    const board = new CheckBoard(options);
    events([...times(3, vram(96)), ...times(8, {})], board);
    const critical = board.states.find(({ check }) => check.id === 'vram-critical');
    assert.equal(critical?.state, 'unknown');
  });

  it('know the device’s own limit: 87 °C is critical for a card that throttles there', () => {
    const hot = { 'gpu:G:temperatureCelsius': 87, 'gpu:G:temperatureMarginCelsius': 0 };
    assert.deepEqual(events(times(2, hot)), ['1 temperature-critical fired']);
    const slowed = { 'gpu:G:temperatureCelsius': 70, 'gpu:G:hardwareSlowdown': 1 };
    assert.deepEqual(events(times(2, slowed)), ['1 temperature-critical fired']);
  });

  it('take a load of 12 for idle on 64 cores and for trouble on 4', () => {
    const load = (cores: number) => ({ 'host:load1': 12, 'host:cpuCount': cores });
    assert.deepEqual(events(times(20, load(64))), []);
    assert.deepEqual(events(times(20, load(4))), ['11 load-critical fired']);
  });

  it('count missed answers, and only those that were asked for', () => {
    assert.deepEqual(events(times(6, { 'agent:a.py:A:answered': 0 })), [
      '1 communication-warning fired',
      '5 communication-lost fired',
    ]);
    assert.deepEqual(events(times(20, { 'host:load1': 1 })), []);
  });

  it('follow changed rules, and say what they would have done with what is stored', () => {
    const checks = checksFor(
      { ...defaultCheckLimits, vramPercent: { warning: 50, critical: 60 } },
      { 'vram-critical': { action: 'rollback', dryRun: true, forMs: 60_000 } },
    );
    const frames = [...times(20, vram(65)), ...times(20, vram(20))].map((values, index) => frame(index, values));
    const texts = replayChecks(frames, { ...options, checks }).map(({ text }) => text);
    assert.deepEqual(texts.slice(0, 3), [
      'vram-warning would have told you once.',
      'vram-critical would have been recorded once.',
      'temperature-warning would not have fired.',
    ]);
  });
});
