import { assertRecipe } from '../../../support/assert-recipe.js';
import { recipeCases } from '../../../support/recipe-case.js';

describe('the stage integration', () => {
  for (const test of recipeCases('test/fixtures/recipes/integration')) {
    it(`does what is written for ${test.name}`, () => assertRecipe('integration', test));
  }
});
