import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSchedule, scheduleText, type Schedule } from '../../../src/core/schedule/schedule.js';
import { decideStart, type StartMoment } from '../../../src/core/schedule/start-decision.js';
import type { Frame } from '../../../src/core/telemetry/frame.js';

const minuteMs = 60_000;
const nowMs = 1_000 * minuteMs;

function frame(agoMs: number, load: number, freeMiB?: number): Frame {
  const gpu = freeMiB === undefined ? {} : { 'gpu:GPU-1:freeMiB': freeMiB, 'gpu:GPU-2:freeMiB': 40_000 };
  return { atMs: nowMs - agoMs, values: { 'host:load1': load * 4, 'host:cpuCount': 4, ...gpu } };
}

/** Every 30 seconds of the last `minutes`. */
const calm = (minutes: number, load = 0.1, freeMiB = 8_000): readonly Frame[] =>
  Array.from({ length: minutes * 2 + 1 }, (_, index) => frame((minutes * 2 - index) * 30_000, load, freeMiB));

const moment = (parts: Partial<StartMoment> = {}): StartMoment => ({
  nowMs,
  day: 3,
  minute: 180,
  frames: calm(10),
  ...parts,
});

const schedule = (text: string): Schedule => {
  const parsed = parseSchedule(text);
  assert.ok(parsed, text);
  return parsed;
};

const because = (text: string, parts: Partial<StartMoment> = {}): string => {
  const decision = decideStart(schedule(text), moment(parts));
  return decision.start ? 'starts' : decision.because;
};

describe('when a wave may begin', () => {
  it('is written in words, and told in the same', () => {
    assert.deepEqual(schedule('load < 0.5 vram>2048 for 10m'), {
      calm: { maxLoadPerCore: 0.5, minFreeVramMiB: 2048, forMs: 10 * minuteMs },
    });
    assert.deepEqual(schedule('sun,sat 22:00-05:30'), { window: { days: [0, 6], fromMinute: 1320, toMinute: 330 } });
    for (const text of [
      'load<0.5 for 10m',
      'vram>2048 for 90s',
      'load<1 vram>1 for 60m mon 00:00-24:00',
      '22:00-05:30',
    ])
      assert.equal(scheduleText(schedule(text)), text);
  });

  it('is refused when any of it is not understood', () => {
    const wrong = ['', 'soon', 'for 10m', 'sat', 'load<0', 'load<0.5 load<0.6', 'load<0.5 for ever', 'load<1 for 13h'];
    for (const text of [...wrong, '25:00-26:00', '10:00-10:00', '10:70-11:00', 'sat sun 1:00-2:00', 'load>0.5'])
      assert.equal(parseSchedule(text), undefined, text);
  });

  it('has come when the machine was calm all the time', () => {
    assert.equal(because('load<0.5 vram>2048 for 10m'), 'starts');
    const busyBefore = [frame(11 * minuteMs, 3), ...calm(10)];
    assert.equal(because('load<0.5 for 10m', { frames: busyBefore }), 'starts');
    const busyOnce = calm(10).map((one, index) => (index === 4 ? frame(nowMs - one.atMs, 0.9, 8_000) : one));
    assert.equal(because('load<0.5 for 10m', { frames: busyOnce }), 'the load per core was 0.90');
    assert.equal(because('vram>8000 for 5m'), '8000 MiB of VRAM were free');
  });

  it('has not come while the machine is not measured', () => {
    const short = 'the machine has not been measured for long enough';
    assert.equal(because('load<0.5 for 10m', { frames: [] }), short);
    assert.equal(because('load<0.5 for 11m'), 'starts', 'one interval before the first frame');
    assert.equal(because('load<0.5 for 20m'), short);
    assert.equal(because('load<0.5 for 10m', { frames: calm(10).filter((_, index) => index < 4 || index > 8) }), short);
    assert.equal(because('load<0.5 for 10m', { nowMs: nowMs + 2 * minuteMs }), short);
    const noGpu = calm(10).map(({ atMs }) => frame(nowMs - atMs, 0.1));
    assert.equal(because('vram>1 for 5m', { frames: noGpu }), 'the VRAM of the machine is not measured');
    const onWindows = calm(10).map(({ atMs }) => ({ atMs, values: { 'host:cpuPercent': 20, 'host:cpuCount': 4 } }));
    assert.equal(because('load<0.5 for 10m', { frames: onWindows }), 'starts');
    assert.match(because('load<0.1 for 10m', { frames: onWindows }), /0\.20/);
  });

  it('keeps to its time of day, over midnight by the day on which it began', () => {
    const waits = 'its time of day has not come';
    assert.equal(because('02:00-04:00'), 'starts');
    assert.equal(because('02:00-03:00'), waits);
    assert.equal(because('wed 02:00-04:00'), 'starts');
    assert.equal(because('thu 02:00-04:00'), waits);
    assert.equal(because('tue 22:00-04:00'), 'starts');
    assert.equal(because('wed 22:00-04:00'), waits);
    assert.equal(because('wed 22:00-04:00', { minute: 1380 }), 'starts');
  });

  it('never comes in a merge or among changes that are not committed', () => {
    const obstacle = 'A merge is in progress.';
    assert.equal(because('load<0.5 for 10m 02:00-04:00', { obstacle }), obstacle);
    fc.assert(
      fc.property(fc.nat(6), fc.nat(1439), fc.constantFrom('load<9 for 1m', '00:00-24:00'), (day, minute, text) => {
        assert.equal(decideStart(schedule(text), moment({ day, minute, obstacle })).start, false);
      }),
    );
  });
});
