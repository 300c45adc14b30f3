import { assertStage, stageCases } from '../../../support/stage-case.js';

for (const stage of ['core-logic', 'integration'] as const) {
  describe(`the stage ${stage}`, () => {
    for (const test of stageCases(`test/fixtures/recipes/${stage}`)) {
      it(`does what is written for ${test.name}`, () => assertStage(stage, test));
    }
  });
}
