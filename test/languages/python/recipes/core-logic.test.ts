import { assertRecipe } from '../../../support/assert-recipe.js';
import { recipeCases } from '../../../support/recipe-case.js';

describe('the stage core-logic', () => {
  for (const test of recipeCases('test/fixtures/recipes/core-logic')) {
    it(`does what is written for ${test.name}`, () => assertRecipe('core-logic', test));
  }
});
