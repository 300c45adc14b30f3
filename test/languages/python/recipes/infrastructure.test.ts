import { assertRecipe } from '../../../support/assert-recipe.js';
import { recipeCases } from '../../../support/recipe-case.js';

describe('the stage infrastructure', () => {
  for (const test of recipeCases('test/fixtures/recipes/infrastructure')) {
    it(`does what is written for ${test.name}`, () => assertRecipe('infrastructure', test));
  }
});
