import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assertStages, planText, type TypeScriptPlanning } from '../../support/assert-typescript-recipe.js';
import { agentText } from './support/arbitrary-agent.js';

const planning: fc.Arbitrary<TypeScriptPlanning> = fc.record({
  includeReview: fc.boolean(),
  marker: fc.constantFrom('comment', 'none'),
  through: fc.constantFrom('infrastructure', 'core-logic', 'integration'),
  ending: fc.constantFrom('.ts', '.mts', '.cts', '.tsx'),
});

describe('plans of generated TypeScript modules', function () {
  this.timeout(300_000);

  it('pass every proof but those of types, invert, and change nothing when planned again', () => {
    fc.assert(
      fc.property(agentText, planning, ({ text, hasMark }, options) => {
        const bytes = Buffer.from((hasMark ? '\uFEFF' : '') + text);
        const planned = planText(bytes, options);
        if (planned.plan.refused) return;
        assertStages(planned, options.includeReview);
        const result = planned.stageBytes.at(-1) ?? bytes;
        assert.equal(Buffer.from(result).toString().startsWith('\uFEFF'), hasMark);
        const again = planText(result, options);
        assert.equal(Buffer.from(again.stageBytes.at(-1) ?? result).toString(), Buffer.from(result).toString());
      }),
      { numRuns: 150 },
    );
  });
});
