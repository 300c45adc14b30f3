import { oncePerAgent } from '../once-per-agent.js';
import type { ParameterSyntax } from '../syntax/class-syntax.js';
import { operatorOf } from '../syntax/operator.js';
import { contentOf } from '../syntax/strings.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import { definitionOfAttribute, definitionOfName, selfAttribute, type Definition, type Place } from './definitions.js';

/** Every whole number that a value can be traced to: constants and their sums, defaults of parameters, what instances of the class are made with. */
export function numbersIn(node: SyntaxNode, place: Place): ReadonlySet<number> {
  return new NumberTracer().of(node, place);
}

/** The same for a parameter: its default, and what instances of the class are made with. */
export function numbersOfParameter(parameter: ParameterSyntax, place: Place): ReadonlySet<number> {
  return new NumberTracer().ofDefinition({ kind: 'parameter', parameter, place });
}

type Numbers = ReadonlySet<number>;

const none: Numbers = new Set();

class NumberTracer {
  /** What is being traced is empty to itself, so that definitions in a circle come to an end. */
  private readonly known = new Map<SyntaxNode, Numbers>();

  of(node: SyntaxNode, place: Place): Numbers {
    const known = this.known.get(node);
    if (known) return known;
    this.known.set(node, none);
    const found = this.read(node, place);
    this.known.set(node, found);
    return found;
  }

  ofDefinition(definition: Definition | undefined): Numbers {
    if (definition?.kind === 'expression') return this.of(definition.node, definition.place);
    if (definition?.kind !== 'parameter') return none;
    const { parameter, place } = definition;
    const outside = { ...place, method: undefined };
    const given = place.method?.name === '__init__' ? instanceArguments(place) : [];
    return this.ofAll(parameter.default ? [parameter.default, ...given] : given, outside);
  }

  private read(node: SyntaxNode, place: Place): Numbers {
    const sum = this.ofSum(node, place);
    if (sum) return sum;
    const literal = literalOf(node, place);
    const definition = this.ofDefinition(definitionOf(node, place));
    return new Set([...(literal === undefined ? [] : [literal]), ...definition, ...this.ofAll(node.children, place)]);
  }

  private ofAll(nodes: readonly SyntaxNode[], place: Place): Numbers {
    return new Set(nodes.flatMap((node) => [...this.of(node, place)]));
  }

  /** All sums or differences of what both sides may be; nothing when one side is not known. Texts that are put together are no sum. */
  private ofSum(node: SyntaxNode, place: Place): Numbers | undefined {
    const operator = operatorOf(node, place.module);
    const sign = operator === '+' ? 1 : operator === '-' ? -1 : 0;
    const [left, right] = sign === 0 ? [] : node.parts;
    if (!left || !right || left.type === 'string' || right.type === 'string') return undefined;
    const [a, b] = [[...this.of(left, place)], [...this.of(right, place)]];
    return new Set(a.flatMap((one) => b.map((other) => one + sign * other)));
  }
}

function literalOf(node: SyntaxNode, { module }: Place): number | undefined {
  if (node.type === 'integer') return Number(module.textOf(node).replaceAll('_', ''));
  const isWhole = node.type === 'string' && node.children.length === 0;
  if (!isWhole && node.type !== 'string_content') return undefined;
  const digits = /\d+$/.exec(module.textOf(isWhole ? contentOf(module, node) : node))?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function definitionOf(node: SyntaxNode, place: Place): Definition | undefined {
  const attribute = selfAttribute(node, place);
  if (attribute !== undefined) return definitionOfAttribute(attribute, place);
  return node.type === 'identifier' ? definitionOfName(node, place) : undefined;
}

/** What the file makes instances of the class with, whichever parameter it is for. */
const instanceArguments = ({ module, agent }: Place): readonly SyntaxNode[] => argumentsOfInstances(module, agent);

const argumentsOfInstances = oncePerAgent((module, agent): readonly SyntaxNode[] =>
  module.callsOf(agent.name).flatMap((call) => call.parts[1]?.parts ?? []),
);
