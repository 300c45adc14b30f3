import type { TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { errorReports } from './error-reports.js';
import { requestHandler } from './request-handler.js';
import { runMethod } from './run-method.js';

/** The recipes of the stage in the order in which they are asked: new methods stand in this order at the end of the class. */
export const coreLogicRecipes: readonly TypeScriptRecipe[] = [requestHandler, runMethod, errorReports];
