import { assertTypeScriptRecipe } from '../../../support/assert-typescript-recipe.js';
import { recipeCases } from '../../../support/recipe-case.js';

describe('the stage core-logic for TypeScript', function () {
  // The first case reads the declarations of the language.
  this.timeout(60_000);

  for (const test of recipeCases('test/fixtures/recipes/typescript-core-logic')) {
    it(`does what is written for ${test.name}`, () => {
      assertTypeScriptRecipe(test, 'core-logic');
    });
  }
});
