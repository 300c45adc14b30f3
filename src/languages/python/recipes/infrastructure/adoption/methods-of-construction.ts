import { oncePerAgent } from '../../../rewrite/once-per-agent.js';
import { methodsReachedFrom } from '../../reading/reached-methods.js';

/** `__init__` and the methods that it calls on `self`, directly or through others. A method that is only handed to a thread is none. */
export const methodsOfConstruction = oncePerAgent((_module, agent) => methodsReachedFrom(agent, ['__init__']));
