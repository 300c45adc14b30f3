import type { PythonRecipe } from '../../rewrite/python-recipe.js';
import { bareExcept } from './bare-except.js';
import { errorReports } from './error-reports.js';
import { ownedState } from './owned-state.js';
import { requestHandler } from './request-handler.js';
import { runMethod } from './run-method.js';

/** The recipes of the stage in the order in which they are asked; see the registry. */
export const coreLogicRecipes: readonly PythonRecipe[] = [
  ownedState,
  requestHandler,
  runMethod,
  errorReports,
  bareExcept,
];
