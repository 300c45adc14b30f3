import { operatorOf } from '../syntax/operator.js';
import { plainStringContent } from '../syntax/strings.js';
import type { ParameterSyntax } from '../syntax/class-syntax.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import { definitionOfAttribute, definitionOfName, selfAttribute, type Definition, type Place } from './definitions.js';

/**
 * A port number as far as the source tells it: `offset` more than what `root` stands for. Two values with one root are equal exactly when
 * their offsets are; the root of a literal is empty.
 */
export interface PortValue {
  readonly root: string;
  readonly offset: number;
}

const deepest = 12;
const conversions = new Set(['int', 'str']);

/** The value of an expression; every expression that is not understood is a root of its own, by its text and place. */
export function portValue(node: SyntaxNode, place: Place, depth = 0): PortValue {
  const opaque = { root: `${ownerOf(place)}:${compactText(node, place)}`, offset: 0 };
  if (depth > deepest) return opaque;
  switch (node.type) {
    case 'integer':
      return { root: '', offset: Number(place.module.textOf(node).replaceAll('_', '')) };
    case 'parenthesized_expression':
      return onlyPart(node, place, depth) ?? opaque;
    case 'binary_operator':
      return sum(node, place, depth) ?? opaque;
    case 'call':
      return converted(node, place, depth) ?? opaque;
    case 'identifier':
      return nameValue(node, place, depth) ?? opaque;
    case 'attribute': {
      const name = selfAttribute(node, place);
      const unknown = name === undefined ? opaque : { root: `${place.agent.name}.self.${name}`, offset: 0 };
      return (name === undefined ? undefined : followed(definitionOfAttribute(name, place), depth)) ?? unknown;
    }
    default:
      return opaque;
  }
}

/** Names of one method mean nothing in another class's method of the same name. */
const ownerOf = ({ agent, method }: Place): string => (method ? `${agent.name}.${method.name}` : '');

const compactText = (node: SyntaxNode, { module }: Place): string => module.textOf(node).replace(/\s+/g, '');

function nameValue(node: SyntaxNode, place: Place, depth: number): PortValue | undefined {
  const definition = definitionOfName(node, place);
  const isShared = definition?.kind === 'global' || definition?.kind === 'import';
  return isShared ? { root: `global:${compactText(node, place)}`, offset: 0 } : followed(definition, depth);
}

function onlyPart(node: SyntaxNode, place: Place, depth: number): PortValue | undefined {
  const [only, ...more] = node.parts;
  return only && more.length === 0 ? portValue(only, place, depth + 1) : undefined;
}

function sum(node: SyntaxNode, place: Place, depth: number): PortValue | undefined {
  const [left, right] = node.parts;
  const operator = operatorOf(node, place.module);
  const sign = operator === '+' ? 1 : operator === '-' ? -1 : 0;
  if (!left || !right || sign === 0) return undefined;
  const [a, b] = [portValue(left, place, depth + 1), portValue(right, place, depth + 1)];
  if (b.root === '') return { root: a.root, offset: a.offset + sign * b.offset };
  return a.root === '' && sign === 1 ? { root: b.root, offset: a.offset + b.offset } : undefined;
}

function converted(node: SyntaxNode, place: Place, depth: number): PortValue | undefined {
  const [callee, list] = node.parts;
  const [only, ...more] = list?.parts ?? [];
  if (!callee || !only || more.length > 0 || !conversions.has(place.module.textOf(callee))) return undefined;
  return portValue(only, place, depth + 1);
}

function followed(definition: Definition | undefined, depth: number): PortValue | undefined {
  if (definition?.kind === 'expression') return portValue(definition.node, definition.place, depth + 1);
  if (definition?.kind !== 'parameter') return undefined;
  return parameterValue(definition.parameter, definition.place);
}

/** A parameter is a root of its own. */
export const parameterValue = ({ name }: ParameterSyntax, place: Place): PortValue => ({
  root: `${ownerOf(place)}(${name})`,
  offset: 0,
});

/** The port in an address, with the expression that it is written as, unless it is digits in a string. */
export interface AddressPort {
  readonly value: PortValue;
  readonly expression?: { readonly node: SyntaxNode; readonly place: Place };
}

/** The port in the address of a `bind` or `connect`: the number after the last colon. */
export function addressPort(node: SyntaxNode, place: Place): AddressPort | undefined {
  const written = plainStringContent(place.module, node);
  if (written !== undefined) {
    const digits = /:(\d+)$/.exec(written)?.[1];
    return digits === undefined ? undefined : { value: { root: '', offset: Number(digits) } };
  }
  const tail = portExpression(node, place);
  if (tail) return { value: portValue(tail, place), expression: { node: tail, place } };
  const definition = node.type === 'identifier' ? definitionOfName(node, place) : attributeDefinition(node, place);
  return definition?.kind === 'expression' && definition.node.type !== 'identifier'
    ? addressPort(definition.node, definition.place)
    : undefined;
}

function attributeDefinition(node: SyntaxNode, place: Place): Definition | undefined {
  const name = selfAttribute(node, place);
  return name === undefined ? undefined : definitionOfAttribute(name, place);
}

/** The last field of an f-string that ends in `:{port}`, the argument of `"…:%d" % port` and `"…:{}".format(port)`, or of `"…:" + str(port)`. */
function portExpression(node: SyntaxNode, { module }: Place): SyntaxNode | undefined {
  if (node.type === 'string') {
    const [last, before] = [node.children.at(-2), node.children.at(-3)];
    const endsInField = last?.type === 'interpolation' && before !== undefined && module.textOf(before).endsWith(':');
    return endsInField ? last.parts[0] : undefined;
  }
  if (node.type === 'binary_operator') {
    const [left, right] = node.parts;
    const head = left && plainStringContent(module, left);
    if (head === undefined || !right) return undefined;
    const operator = operatorOf(node, module);
    if (operator === '%') return /:%[ds]$/.test(head) ? lastOf(right) : undefined;
    return operator === '+' && head.endsWith(':') ? withoutStr(right, module) : undefined;
  }
  const [callee, list] = node.type === 'call' ? node.parts : [];
  const format =
    callee?.type === 'attribute' && callee.parts[0] ? plainStringContent(module, callee.parts[0]) : undefined;
  return format !== undefined && /:\{\}$/.test(format) ? list?.parts.at(-1) : undefined;
}

/** `port` of `str(port)`: what the address is made of is the number. */
function withoutStr(node: SyntaxNode, module: Place['module']): SyntaxNode {
  const [callee, list] = node.type === 'call' ? node.parts : [];
  const [only, ...more] = list?.parts ?? [];
  return callee && only && more.length === 0 && module.textOf(callee) === 'str' ? only : node;
}

const lastOf = (node: SyntaxNode): SyntaxNode | undefined => (node.type === 'tuple' ? node.parts.at(-1) : node);

/** Whether two values are certainly different: same root, other offset, or two numbers. `undefined` when nobody can tell. */
export function isSamePort(a: PortValue, b: PortValue): boolean | undefined {
  return a.root === b.root ? a.offset === b.offset : undefined;
}
