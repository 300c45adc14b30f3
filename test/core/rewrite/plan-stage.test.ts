import assert from 'node:assert/strict';
import { bySafety } from '../../../src/core/rewrite/edit-choice.js';
import type { EditGroup } from '../../../src/core/rewrite/edit-group.js';
import { planFile } from '../../../src/core/rewrite/plan-file.js';
import { planStage } from '../../../src/core/rewrite/plan-stage.js';
import { nothing, oneGroup, type Recipe, type RecipeContext } from '../../../src/core/rewrite/recipe.js';
import type { ReadSource, RewriteLanguage } from '../../../src/core/rewrite/rewrite-language.js';
import type { Stage } from '../../../src/core/rewrite/stage.js';
import { applyEdits } from '../../../src/core/rewrite/text-edit.js';

interface TextContext extends RecipeContext {
  readonly text: string;
}

/** A recipe that replaces the first word of a text by another one. */
function replacing(id: string, stage: Stage, [from, to]: readonly [string, string], group: Partial<EditGroup> = {}) {
  const recipe: Recipe<TextContext> = {
    id,
    title: id,
    description: id,
    stage,
    scope: 'class',
    propose({ text }) {
      const start = text.indexOf(from);
      if (start === -1) return nothing;
      const edit = { start, end: start + from.length, newText: to, reason: `${from} is ${to}.` };
      return oneGroup({ safety: 'safe', edits: [edit], ...group });
    },
  };
  return recipe;
}

const languageOf = (...recipes: readonly Recipe<TextContext>[]): RewriteLanguage<ReadSource, TextContext> => ({
  recipes,
  next: ({ text }, edits) => ({ text: applyEdits(text, edits) }),
  contextOf: ({ text }, _class, draft) => ({ text, draft }),
  prove: () => [],
});

function stagesOf(text: string, ...recipes: readonly Recipe<TextContext>[]) {
  const language = languageOf(...recipes);
  const job = { language, source: { text }, id: 'p', path: 'a.py', classes: ['A'], includeReview: false };
  const { plan, stageTexts } = planFile({ ...job, through: 'integration', hash: (content) => content });
  return { plan, stageTexts };
}

describe('the proof that a result is settled', () => {
  it('drops what its own stage would do again', () => {
    const { plan, stageTexts } = stagesOf('one', replacing('growing', 'core-logic', ['one', 'one one']));
    assert.deepEqual(stageTexts, ['one', 'one', 'one']);
    assert.match(plan.stages[1]?.left[0]?.reason ?? '', /check idempotent: .* edits of growing for A/);
  });

  it('drops what gives a stage before it something to do', () => {
    const first = replacing('first', 'infrastructure', ['one', 'two']);
    const back = replacing('back', 'integration', ['two', 'one']);
    const { plan, stageTexts } = stagesOf('one', first, back);
    assert.deepEqual(stageTexts, ['two', 'two', 'two']);
    assert.match(plan.stages[2]?.left[0]?.reason ?? '', /check idempotent: .* edits of first for A/);
    assert.deepEqual(
      plan.stages.flatMap(({ checks }) => checks.map(({ status }) => status)),
      ['pass', 'pass', 'pass'],
    );
  });

  it('does not wonder about what an earlier stage was kept from', () => {
    const growing = replacing('growing', 'infrastructure', ['one', 'one one']);
    const later = replacing('later', 'integration', ['two', 'three']);
    assert.deepEqual(stagesOf('one two', growing, later).stageTexts, ['one two', 'one two', 'one three']);
  });
});

describe('edits that meet', () => {
  const safe = replacing('safe', 'core-logic', ['two', 'II']);
  const review = replacing('review', 'core-logic', ['one two', ''], { safety: 'review' });

  function planned(includeReview: boolean, ...recipes: readonly Recipe<TextContext>[]) {
    const choice = bySafety(includeReview);
    const job = { language: languageOf(...recipes), classes: ['A'], choice, dropped: new Map<string, string>() };
    const { proposals, after } = planStage({ text: 'zero\none two' }, 'core-logic', job);
    const recipe = ({ recipe: id }: { readonly recipe: string }): string => id;
    return { groups: proposals.draft.groups.map(recipe), left: proposals.left, text: after.text };
  }

  it('are those that are carried out, where others are only shown', () => {
    const { groups, left, text } = planned(false, review, safe);
    assert.deepEqual([groups, text], [['safe'], 'zero\none II']);
    const reason = 'Only with the edits for review: one two is .';
    assert.deepEqual(left, [{ class: 'A', recipe: 'review', reason, line: 2 }]);
  });

  it('are those of the recipe that is asked first, where both or neither are carried out', () => {
    assert.deepEqual(planned(true, review, safe).groups, ['review']);
    assert.deepEqual(planned(true, review, safe).text, 'zero\n');
    const shown = replacing('shown', 'core-logic', ['two', 'II'], { safety: 'review' });
    assert.deepEqual(planned(false, review, shown).groups, ['review']);
    assert.deepEqual(planned(false, safe, review).groups, ['safe']);
  });
});
