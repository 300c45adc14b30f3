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

  it('are type-checked together with the differences that their texts have alone', () => {
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
        const alone = texts.map((one) => check.check([path], one));
        if (together) assert.deepEqual(changesIn(texts.map(together)), changesIn(alone));
      }),
      { numRuns: 20 },
    );
  });
});

/** How many errors of each code come or go from one text to the next. */
function changesIn(checks: readonly TypeCheck[]): readonly object[] {
  const codes = checks.map((check) => {
    assert.ok(check.status === 'checked');
    return check.problems.map(({ code }) => code);
  });
  const timesIn = (list: readonly number[] | undefined, code: number): number =>
    list?.filter((one) => one === code).length ?? 0;
  return codes.slice(1).map((now, index) => {
    const then = codes[index];
    const all = [...new Set([...now, ...(then ?? [])])].sort((one, other) => one - other);
    const changes = all.map((code) => ({ code, by: timesIn(now, code) - timesIn(then, code) }));
    return changes.filter(({ by }) => by !== 0);
  });
}
