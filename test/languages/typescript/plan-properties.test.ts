import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TypeCheck } from '../../../src/languages/typescript/project/project-check.js';
import { TypeScriptModule } from '../../../src/languages/typescript/rewrite/syntax/typescript-module.js';
import {
  assertStages,
  checkInFleet,
  planText,
  type TypeScriptPlanning,
} from '../../support/assert-typescript-recipe.js';
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

  it('are type-checked together as each of their texts is alone', () => {
    fc.assert(
      fc.property(agentText, planning, ({ text }, options) => {
        const { baseText, stageTexts } = planText(Buffer.from(text), options);
        const texts = [...new Set([baseText, ...stageTexts])];
        const path = `agents/agent${options.ending}`;
        const check = checkInFleet(path);
        const together = check.checkTogether(
          [path],
          texts.map((one) => new TypeScriptModule(one, path)),
        );
        for (const one of texts) assert.deepEqual(told(together?.(one)), together && told(check.check([path], one)));
      }),
      { numRuns: 20 },
    );
  });
});

/** Where and what, in the order of the file. */
function told(check: TypeCheck | undefined): readonly string[] | undefined {
  if (!check) return undefined;
  assert.ok(check.status === 'checked');
  return check.problems.map(({ line, code }) => `${String(line).padStart(5)} TS${code}`).sort();
}
