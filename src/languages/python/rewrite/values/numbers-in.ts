import type { ParameterSyntax } from '../syntax/class-syntax.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import { definitionOfAttribute, definitionOfName, selfAttribute, type Definition, type Place } from './definitions.js';

/** Every whole number that a value can be traced to: constants, defaults of parameters, what instances of the class are made with. */
export function numbersIn(node: SyntaxNode, place: Place): ReadonlySet<number> {
  const tracer = new NumberTracer();
  tracer.follow(node, place);
  return tracer.numbers;
}

/** The same for a parameter: its default, and what instances of the class are made with. */
export function numbersOfParameter(parameter: ParameterSyntax, place: Place): ReadonlySet<number> {
  const tracer = new NumberTracer();
  tracer.followDefinition({ kind: 'parameter', parameter, place });
  return tracer.numbers;
}

class NumberTracer {
  readonly numbers = new Set<number>();
  private readonly seen = new Set<SyntaxNode>();

  follow(node: SyntaxNode, place: Place): void {
    for (const inner of node.walk()) {
      if (this.seen.has(inner)) continue;
      this.seen.add(inner);
      this.readLiteral(inner, place);
      this.followDefinition(definitionOf(inner, place));
    }
  }

  private readLiteral(node: SyntaxNode, { module }: Place): void {
    const source = module.textOf(node);
    if (node.type === 'integer') this.numbers.add(Number(source.replaceAll('_', '')));
    const digits = node.type === 'string_content' ? /:?(\d+)$/.exec(source)?.[1] : undefined;
    if (digits !== undefined) this.numbers.add(Number(digits));
  }

  followDefinition(definition: Definition | undefined): void {
    if (definition?.kind === 'expression') this.follow(definition.node, definition.place);
    if (definition?.kind !== 'parameter') return;
    const { parameter, place } = definition;
    const outside = { ...place, method: undefined };
    if (parameter.default) this.follow(parameter.default, outside);
    if (place.method?.name !== '__init__') return;
    for (const argument of instanceArguments(place)) this.follow(argument, outside);
  }
}

function definitionOf(node: SyntaxNode, place: Place): Definition | undefined {
  const attribute = selfAttribute(node, place);
  if (attribute !== undefined) return definitionOfAttribute(attribute, place);
  return node.type === 'identifier' ? definitionOfName(node, place) : undefined;
}

/** What the file makes instances of the class with, whichever parameter it is for. */
function instanceArguments({ module, agent }: Place): readonly SyntaxNode[] {
  const calls = module.nodesOf('call').filter(({ parts: [callee] }) => {
    return callee !== undefined && module.textOf(callee) === agent.name;
  });
  return calls.flatMap((call) => call.parts[1]?.parts ?? []);
}
