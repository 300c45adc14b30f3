import {
  definitionOfAttribute,
  definitionOfName,
  selfAttribute,
  type Place,
} from '../../../rewrite/values/definitions.js';
import { operatorOf } from '../../../rewrite/syntax/operator.js';
import type { OwnPort } from '../../../rewrite/values/own-ports.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { originOf } from '../../reading/origins.js';
import { argumentFor } from './argument-for.js';

const deepest = 8;
const sourcesOfText = /^(?:os\.(?:getenv|environ(?:\.get)?)|sys\.argv)$/;
/** Whatever passes through these is no text any more, or is what it makes of it. */
const choices = new Set(['boolean_operator', 'conditional_expression', 'parenthesized_expression']);

/**
 * Where the file makes a text of the port that the agent binds: a setting of the environment or of the command line that nothing turns into
 * a number. An address takes both, a base may take numbers alone.
 */
export function textOfPort({ expression }: OwnPort): SyntaxNode | undefined {
  if (!expression) return undefined;
  const { node, place } = expression;
  const isJoined = node.parent?.type === 'binary_operator' && operatorOf(node.parent, place.module) === '+';
  return isJoined && node.parent.parts[0]?.type === 'string' ? node : textIn(node, place, 0);
}

function textIn(node: SyntaxNode, place: Place, depth: number): SyntaxNode | undefined {
  if (depth > deepest) return undefined;
  if (node.type === 'string') return node;
  if (choices.has(node.type)) return firstOf(node.parts, place, depth);
  const [head] = node.parts;
  if (node.type === 'call' || node.type === 'subscript') {
    const origin = head && originOf(place.module, head);
    return origin !== undefined && sourcesOfText.test(origin) ? node : undefined;
  }
  const attribute = selfAttribute(node, place);
  if (attribute === undefined && node.type !== 'identifier') return undefined;
  const found = attribute === undefined ? definitionOfName(node, place) : definitionOfAttribute(attribute, place);
  if (found?.kind === 'expression') return textIn(found.node, found.place, depth + 1);
  if (found?.kind !== 'parameter' || found.place.method !== place.agent.init) return undefined;
  const { name, default: fallback } = found.parameter;
  const { module, agent } = place;
  const given = module.callsOf(agent.name).flatMap((call) => argumentFor(name, call, place) ?? []);
  return firstOf([...(fallback ? [fallback] : []), ...given], { ...place, method: undefined }, depth + 1);
}

function firstOf(nodes: readonly SyntaxNode[], place: Place, depth: number): SyntaxNode | undefined {
  for (const node of nodes) {
    const text = textIn(node, place, depth);
    if (text) return text;
  }
  return undefined;
}
