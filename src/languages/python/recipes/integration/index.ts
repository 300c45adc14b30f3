import type { PythonRecipe } from '../../rewrite/python-recipe.js';
import { mainSocket } from './main-socket.js';
import { requestLoop } from './request-loop.js';
import { superCleanup } from './super-cleanup.js';

/** The recipes of the stage in the order in which they are asked: what closes and what goes first, so that the main socket knows of it. */
export const integrationRecipes: readonly PythonRecipe[] = [superCleanup, requestLoop, mainSocket];
