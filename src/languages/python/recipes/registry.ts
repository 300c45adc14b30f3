import { coreLogicRecipes } from './core-logic/index.js';
import { adoptBase } from './infrastructure/adopt-base.js';
import { markerFor } from './infrastructure/marker.js';
import { loggingSetup } from './infrastructure/logging-setup.js';
import { ownHealthCheck } from './infrastructure/own-health-check.js';
import { sysPath } from './infrastructure/sys-path.js';
import { unusedImportsFor } from './infrastructure/unused-imports.js';
import { integrationRecipes } from './integration/index.js';
import type { PythonRecipe } from '../rewrite/python-recipe.js';

/** Changes whenever a recipe does something else for some text: plans made by other rules have other ids. */
export const pythonRuleSet = '5';

/**
 * The recipes in the order in which they are asked. Within a stage, a recipe that takes code away stands before those that would edit it,
 * recipes for review stand behind the safe ones, and the marker comes last, because it says whether anything was done.
 */
export const pythonRecipes: readonly PythonRecipe[] = [
  ownHealthCheck,
  adoptBase,
  sysPath,
  loggingSetup,
  unusedImportsFor('infrastructure'),
  markerFor('infrastructure'),
  ...coreLogicRecipes,
  unusedImportsFor('core-logic'),
  markerFor('core-logic'),
  ...integrationRecipes,
  unusedImportsFor('integration'),
  markerFor('integration'),
];
