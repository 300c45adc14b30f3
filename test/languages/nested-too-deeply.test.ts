import assert from 'node:assert/strict';
import { unlessTooDeep } from '../../src/languages/nested-too-deeply.js';
import { planBytes } from '../support/assert-recipe.js';
import { planText } from '../support/assert-typescript-recipe.js';

const chain = `q${'.f()'.repeat(30_000)}`;

describe('code that is nested more deeply than a tree can be read', function () {
  this.timeout(60_000);

  it('is refused in Python, with what to do about it', async () => {
    const text = `class LampAgent:\n    def __init__(self):\n        self.running = True\n        self.chain = ${chain}\n`;
    const { plan, stageBytes } = await planBytes(Buffer.from(text), {});
    assert.equal(plan.refused?.code, 'too-large');
    assert.match(plan.refused.message, /nested too deeply .* take its longest chain/u);
    assert.deepEqual([plan.stages, stageBytes], [[], []]);
  });

  it('is refused in TypeScript', () => {
    const text = `export class LampAgent {\n  private nest = ${'['.repeat(20_000)}${']'.repeat(20_000)};\n}\n`;
    const { plan } = planText(Buffer.from(text), {
      ...{ ending: '.ts', through: 'integration', includeReview: false, marker: 'none' },
    });
    assert.equal(plan.refused?.code, 'too-large');
  });

  it('keeps what else goes wrong a defect', () => {
    const fail = (error: Error) => (): never => {
      throw error;
    };
    for (const error of [new RangeError('Edit 1–2 overlaps another one.'), new Error('call stack')])
      assert.throws(() => unlessTooDeep(fail(error), () => undefined), error);
  });
});
