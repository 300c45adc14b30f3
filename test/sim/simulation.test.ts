import assert from 'node:assert/strict';
import { noiseModels } from './noise-models.js';
import { scenarios } from './scenarios.js';
import { simulateDay } from './simulate.js';

/** A few days of `npm run sim`, always the same ones. */
function outcomes(scenarioName: string, seeds: readonly number[]): readonly string[] {
  const scenario = scenarios.find(({ name }) => name.startsWith(scenarioName));
  assert.ok(scenario);
  return noiseModels.flatMap((model) => seeds.map((seed) => simulateDay(model, scenario, seed).outcome));
}

describe('observation of simulated days', () => {
  it('leaves healthy ones alone', () => {
    assert.ok(!outcomes('healthy', [11]).includes('rollback'));
  });
  it('finds what is half as slow again', () => {
    assert.deepEqual(new Set(outcomes('50 %', [11, 12])), new Set(['rollback']));
  });
  it('rolls nothing back for lost telemetry or another process', () => {
    assert.ok(!outcomes('telemetry lost', [11]).includes('rollback'));
    assert.ok(!outcomes('card filled', [11]).includes('rollback'));
  });
});
