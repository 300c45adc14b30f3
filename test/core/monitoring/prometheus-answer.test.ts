import assert from 'node:assert/strict';
import { parseVector, remoteMachines, type PromSample } from '../../../src/core/monitoring/prometheus-answer.js';

const vector = (result: unknown): string =>
  JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });

describe('what a Prometheus answers', () => {
  it('is read as numbers, and what is none is left out', () => {
    const text = vector([
      { metric: { instance: 'pc2:9100' }, value: [1000, '1.5'] },
      { metric: { instance: 'pc3:9100' }, value: [1000, 'NaN'] },
    ]);
    assert.deepEqual(parseVector(text), [{ labels: { instance: 'pc2:9100' }, atMs: 1_000_000, value: 1.5 }]);
  });

  it('is an error in its own words when the query failed, and refused when it is something else', () => {
    assert.throws(() => parseVector('{"status":"error","errorType":"bad_data","error":"parse error"}'), /parse error/);
    assert.throws(() => parseVector('{"status":"success","data":{"resultType":"matrix","result":[]}}'));
    assert.throws(() => parseVector('<html>'));
  });

  it('is put together machine by machine, whichever exporter said what', () => {
    const at = (labels: PromSample['labels'], value: number): PromSample => ({ labels, atMs: 0, value });
    const machines = remoteMachines({
      isUp: [
        at({ instance: 'mainpc:9100', job: 'node' }, 1),
        at({ instance: 'mainpc:9835', job: 'gpu' }, 1),
        at({ instance: 'pc2:9100' }, 0),
      ],
      load1: [at({ instance: 'mainpc:9100' }, 3)],
      cpuCount: [at({ instance: 'mainpc:9100' }, 16)],
      memoryUsedRatio: [],
      vramRatio: [at({ instance: 'mainpc:9835', uuid: 'ab-cd' }, 0.5)],
      celsius: [at({ instance: 'mainpc:9400', UUID: 'GPU-AB-CD' }, 61)],
      utilizationPercent: [],
    });
    assert.deepEqual(machines, [
      { machine: 'mainpc', isUp: true, load1: 3, cpuCount: 16, gpus: [{ uuid: 'ab-cd', vramRatio: 0.5, celsius: 61 }] },
      { machine: 'pc2', isUp: false, gpus: [] },
    ]);
  });
});
