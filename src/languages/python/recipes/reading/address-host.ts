import { plainStringContent } from '../../rewrite/syntax/strings.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import {
  definitionOfAttribute,
  definitionOfName,
  selfAttribute,
  type Definition,
  type Place,
} from '../../rewrite/values/definitions.js';

const deepest = 4;

/** The host of a `tcp://host:port` address, followed through names that one place alone gives a text; `undefined` when it is not known. */
export function hostOf(address: SyntaxNode, place: Place, depth = 0): string | undefined {
  if (depth > deepest) return undefined;
  if (address.type === 'binary_operator') {
    const left = address.parts[0];
    return left === undefined ? undefined : hostOf(left, place, depth + 1);
  }
  const formatted = formatOf(address, place);
  if (formatted) return hostOf(formatted, place, depth + 1);
  if (address.type !== 'string') {
    const definition = definitionOf(address, place);
    return definition?.kind === 'expression' ? hostOf(definition.node, definition.place, depth + 1) : undefined;
  }
  const written = /^[fF]?(["'])tcp:\/\/([^:{}%]+)(?=[:{%])/.exec(place.module.textOf(address))?.[2];
  return written ?? hostInField(address, place);
}

/** The text of `"tcp://*:{}".format(port)`. */
function formatOf(node: SyntaxNode, { module }: Place): SyntaxNode | undefined {
  const [callee] = node.type === 'call' ? node.parts : [];
  const [text, name] = callee?.type === 'attribute' ? callee.parts : [];
  return text?.type === 'string' && name !== undefined && module.textOf(name) === 'format' ? text : undefined;
}

/** `host` of `f"tcp://{host}:{port}"`, when it is a text. */
function hostInField(address: SyntaxNode, place: Place): string | undefined {
  const [first] = address.childrenOf('interpolation');
  const start = /^[fF]["']tcp:\/\/\{/.exec(place.module.textOf(address))?.[0];
  const [expression] = first?.parts ?? [];
  if (start === undefined || expression === undefined) return undefined;
  return textOf(expression, place, 0);
}

function textOf(node: SyntaxNode, place: Place, depth: number): string | undefined {
  if (node.type === 'string') return plainStringContent(place.module, node);
  const definition = depth > deepest ? undefined : definitionOf(node, place);
  return definition?.kind === 'expression' ? textOf(definition.node, definition.place, depth + 1) : undefined;
}

function definitionOf(node: SyntaxNode, place: Place): Definition | undefined {
  const attribute = selfAttribute(node, place);
  if (attribute !== undefined) return definitionOfAttribute(attribute, place);
  return node.type === 'identifier' ? definitionOfName(node, place) : undefined;
}
