import type { TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { closeResources } from './close-resources.js';
import { discoverEndpoints } from './discover-endpoints.js';
import { endHandlersCleanUp } from './end-handlers.js';
import { healthServer } from './health-server.js';
import { superCleanup } from './super-cleanup.js';

/** The recipes of the stage in the order in which they are asked: what goes first, then what closes the rest, ahead of the base's cleanup. */
export const integrationRecipes: readonly TypeScriptRecipe[] = [
  healthServer,
  closeResources,
  superCleanup,
  endHandlersCleanUp,
  discoverEndpoints,
];
