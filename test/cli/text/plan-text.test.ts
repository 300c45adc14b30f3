import assert from 'node:assert/strict';
import { planDiff } from '../../../src/cli/text/plan-text.js';
import type { PlannedEdit, StagePlan } from '../../../src/core/rewrite/plan.js';

const baseText = 'class ChatAgent:\n    pass\n';

function diffOf(edits: readonly PlannedEdit[], reason?: string): string {
  const left = reason === undefined ? [] : [{ class: 'ChatAgent', recipe: 'adopt-base', reason }];
  const stage: StagePlan = {
    ...{ stage: 'infrastructure', edits, left, removed: [], renamed: [], result: { sha256: '' }, checks: [] },
  };
  const plan = { schemaVersion: 1, id: 'p', path: 'chat.py', classes: ['ChatAgent'], base: { sha256: '' } } as const;
  return planDiff({
    plan: { ...plan, stages: [stage], refused: null },
    baseText,
    stageTexts: [baseText],
    recipeTitles: {},
  });
}

describe('the diff of a plan on the command line', () => {
  it('says when there is nothing to do', () => {
    assert.equal(diffOf([]), 'chat.py: nothing to do.\n');
  });

  it('says what waits for a person, and what is left, where nothing else is to be done', () => {
    const where = { startLine: 1, startColumn: 16, endLine: 1, endColumn: 16, newText: '(BaseAgent)' };
    const edit = {
      ...where,
      id: 'e-1',
      class: 'ChatAgent',
      recipe: 'adopt-base',
      safety: 'review',
      reason: 'r',
    } as const;
    assert.match(diffOf([edit]), /^ {2}\? r \[adopt-base, line 1\]$/mu);
    assert.match(diffOf([], 'why not'), /^ {2}left ChatAgent: why not \[adopt-base\]$/mu);
  });
});
