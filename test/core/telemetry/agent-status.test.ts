import assert from 'node:assert/strict';
import { agentStatusText } from '../../../src/core/telemetry/agent-status.js';
import type { AgentMeasurement } from '../../../src/core/telemetry/frame.js';

const gpuLabels = { 'GPU-a': 'GPU 0', 'GPU-b': 'GPU 1' };
const text = (
  values: AgentMeasurement['values'],
  vramMiBByGpu: AgentMeasurement['vramMiBByGpu'] = {},
  baselineMiB?: number,
) => agentStatusText({ agent: 'a.py:A', values, vramMiBByGpu }, { gpuLabels, baselineMiB });

describe('the status of an agent in words', () => {
  it('names the GPU, what is held there and what used to be', () => {
    const held = text({ running: 1, vramMiB: 3277 }, { 'GPU-a': 3277 }, 2970);
    assert.equal(held, 'running on GPU 0 · 3.2 GiB · baseline 2.9');
    const both = text({ running: 1, vramMiB: 2048 }, { 'GPU-a': 1024, 'GPU-b': 1024 });
    assert.equal(both, 'running on GPU 0 and GPU 1 · 2.0 GiB');
  });

  it('makes no claim about memory that is on no GPU', () => {
    assert.equal(text({ running: 1, vramMiB: 0 }, {}, 2970), 'running');
  });

  it('says how its probe went', () => {
    assert.equal(text({ running: 1, answered: 1, responseMs: 12.4 }), 'running · answers in 12 ms');
    assert.equal(text({ running: 1, answered: 0 }), 'running · does not answer');
  });

  it('tells not running from not known', () => {
    assert.equal(text({ running: 0 }), 'not running');
    assert.equal(text({}), undefined);
  });
});
