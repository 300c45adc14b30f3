import type { PythonRecipe } from '../../rewrite/python-recipe.js';
import { bareExcept } from './bare-except.js';
import { errorReports } from './error-reports.js';
import { emptyGpuCache } from './gpu/empty-gpu-cache.js';
import { guardedModelLoad } from './gpu/guarded-model-load.js';
import { vramLogging } from './gpu/vram-logging.js';
import { ownedState } from './owned-state.js';
import { requestHandler } from './request-handler.js';
import { runMethod } from './run-method.js';
import { stopFlag } from './stop-flag.js';

/** The recipes of the stage in the order in which they are asked; see the registry. Where lines of two meet, the first one's stand first. */
export const coreLogicRecipes: readonly PythonRecipe[] = [
  ...[ownedState, requestHandler, runMethod, stopFlag],
  ...[errorReports, bareExcept],
  ...[emptyGpuCache, guardedModelLoad, vramLogging],
];
