import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import type { Place } from '../../../rewrite/values/definitions.js';
import { callOf } from '../../reading/origins.js';

/** What a call gives for a parameter of the agent's `__init__`; arguments that are unpacked before it count as one, so that it is unknown. */
export function argumentFor(name: string, call: SyntaxNode, { module, agent }: Place): SyntaxNode | undefined {
  const position = agent.init?.parameters.findIndex((one) => one.name === name && one.kind === 'normal') ?? -1;
  const inOrder = (call.parts[1]?.parts ?? []).filter(({ type }) => type !== 'keyword_argument');
  return callOf(module, call)?.keywords.get(name) ?? inOrder[position];
}
