import assert from 'node:assert/strict';
import { describeMachines } from '../../../src/core/monitoring/describe-machines.js';
import { defaultGpuThresholds } from '../../../src/core/telemetry/threshold.js';

describe('other machines in the panel', () => {
  it('have a row for everything that is known of them, with the levels of this machine', () => {
    const gpus = [{ uuid: '1d5f0000-aa', vramRatio: 0.97, celsius: 84, utilizationPercent: 12 }];
    const [pc2] = describeMachines(
      [{ machine: 'pc2', isUp: true, load1: 3.5, cpuCount: 16, memoryUsedRatio: 0.25, gpus }],
      defaultGpuThresholds,
    );
    assert.equal(pc2?.level, 'critical');
    assert.deepEqual(
      pc2.rows.map(({ label, value, level }) => `${label}: ${value} ${level}`),
      [
        'Reachable: yes normal',
        'Load, 1 min: 3.50 on 16 cores normal',
        'Memory: 25 % normal',
        'GPU 1d5f0000 VRAM: 97 % critical',
        'GPU 1d5f0000 temperature: 84 °C warning',
        'GPU 1d5f0000 utilisation: 12 % normal',
      ],
    );
  });

  it('are critical when they do not answer, and have no zeros for what is not known', () => {
    const [down] = describeMachines([{ machine: 'pc3', isUp: false, gpus: [] }], defaultGpuThresholds);
    assert.deepEqual([down?.level, down?.rows.length], ['critical', 1]);
  });
});
