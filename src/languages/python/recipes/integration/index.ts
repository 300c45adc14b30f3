import type { PythonRecipe } from '../../rewrite/python-recipe.js';
import { callAgents } from './call-agents.js';
import { closeConnections } from './close-connections.js';
import { discoverEndpoints } from './discover-endpoints.js';
import { endHandlersCleanUp } from './end-handlers.js';
import { joinThreads } from './join-threads.js';
import { mainSocket } from './main-socket.js';
import { requestLoop } from './request-loop.js';
import { superCleanup } from './super-cleanup.js';

/**
 * The recipes of the stage in the order in which they are asked: what closes and what goes first, so that the main socket knows of it. The
 * agent's own connections, but for those that it no longer makes, are closed ahead of the base's cleanup, which is appended at the same place.
 */
export const integrationRecipes: readonly PythonRecipe[] = [
  callAgents,
  closeConnections,
  superCleanup,
  requestLoop,
  mainSocket,
  endHandlersCleanUp,
  joinThreads,
  discoverEndpoints,
];
