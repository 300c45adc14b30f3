import type { AgentSyntax } from '../../../rewrite/agent-syntax.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { methodsReachedFrom } from '../../reading/reached-methods.js';

/** `__init__` and the methods that it calls on `self`, directly or through others. A method that is only handed to a thread is none. */
export function methodsOfConstruction(agent: AgentSyntax): ReadonlySet<MethodSyntax> {
  return methodsReachedFrom(agent, ['__init__']);
}
