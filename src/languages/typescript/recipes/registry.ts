import type { TypeScriptRecipe } from '../rewrite/typescript-recipe.js';
import { coreLogicRecipes } from './core-logic/index.js';
import { adoptBase } from './infrastructure/adopt-base.js';
import { markerFor } from './infrastructure/marker.js';
import { ownHealthCheck } from './infrastructure/own-health-check.js';
import { unusedImportsFor } from './infrastructure/unused-imports.js';
import { integrationRecipes } from './integration/index.js';

/** Changes whenever a recipe does something else for some text: plans made by other rules have other ids. */
export const typeScriptRuleSet = 'typescript-6';

/**
 * The recipes in the order in which they are asked. Within a stage, a recipe that takes code away stands before those that would edit it,
 * and the marker comes last, because it says whether anything was done.
 */
export const typeScriptRecipes: readonly TypeScriptRecipe[] = [
  ownHealthCheck,
  adoptBase,
  unusedImportsFor('infrastructure'),
  markerFor('infrastructure'),
  ...coreLogicRecipes,
  unusedImportsFor('core-logic'),
  markerFor('core-logic'),
  ...integrationRecipes,
  unusedImportsFor('integration'),
  markerFor('integration'),
];
