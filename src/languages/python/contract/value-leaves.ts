import type { Node } from 'web-tree-sitter';
import type { BaseModel } from './base-model.js';
import type { MethodModel, ParameterModel } from './class-model.js';
import type { KeywordSource } from './constructor-keywords.js';
import { callArguments, calledName, field, receiver } from './syntax.js';

/** One expression that a value may come from, after choices, conversions, local names and helper methods are followed. */
export interface Leaf {
  readonly node: Node;
  /** The method in which the expression stands. */
  readonly method: MethodModel;
  /** It is the value of this keyword of the constructor. */
  readonly keyword?: string;
}

interface Place {
  readonly method: MethodModel;
  /** What the parameters of `method` were given, when it was followed from a call. */
  readonly given: ReadonlyMap<string, { readonly node: Node; readonly place: Place }>;
  readonly depth: number;
  /** Local names that are being followed, against endless recursion. */
  readonly following: ReadonlySet<string>;
}

const conversions = new Set(['int', 'str', 'float', 'bool', 'Path', 'list', 'dict']);
const maxDepth = 5;

/** Follows the values of expressions in the methods of a base class. */
export class ValueLeaves {
  private readonly keywordOfNode: ReadonlyMap<number, string>;
  private readonly keywords: ReadonlySet<string>;

  constructor(
    private readonly model: BaseModel,
    sources: readonly KeywordSource[],
    /** Helper methods that are an answer themselves and are not followed. */
    private readonly isAnswer: (method: MethodModel) => boolean,
  ) {
    this.keywordOfNode = new Map(sources.map((source) => [source.node.id, source.keyword]));
    this.keywords = new Set(sources.map((source) => source.keyword));
  }

  of(node: Node, method: MethodModel): readonly Leaf[] {
    return this.expand(node, { method, given: new Map(), depth: 0, following: new Set() });
  }

  private expand(node: Node, place: Place): readonly Leaf[] {
    switch (node.type) {
      case 'parenthesized_expression':
      case 'await':
        return node.namedChildren.flatMap((child) => this.expand(child, place));
      case 'boolean_operator':
        return [field(node, 'left'), field(node, 'right')].flatMap((side) => (side ? this.expand(side, place) : []));
      case 'conditional_expression':
        return [node.namedChildren[0], node.namedChildren[2]].flatMap((one) => (one ? this.expand(one, place) : []));
      case 'identifier':
        return this.expandName(node, place);
      case 'call':
        return this.expandCall(node, place);
      default:
        return [{ node, method: place.method }];
    }
  }

  private expandName(node: Node, place: Place): readonly Leaf[] {
    const name = node.text;
    const given = place.given.get(name);
    if (given !== undefined) return this.expand(given.node, given.place);
    if (place.following.has(name)) return [];
    const inside = { ...place, following: new Set([...place.following, name]) };
    const parameter = place.method.parameters.find((one) => one.name === name);
    const values = [
      ...this.expandParameter(node, inside, parameter),
      ...localValues(place.method, name).flatMap((value) => this.expand(value, inside)),
    ];
    if (values.length > 0) return values;
    const constant = this.model.constants.get(name);
    return constant === undefined ? [{ node, method: place.method }] : this.expand(constant, inside);
  }

  private expandParameter(node: Node, place: Place, parameter: ParameterModel | undefined): readonly Leaf[] {
    if (place.method.name !== '__init__' || parameter === undefined) return [];
    const fallback = parameter.default === undefined ? [] : this.expand(parameter.default, place);
    const isKeyword = this.keywords.has(parameter.name);
    return [{ node, method: place.method, ...(isKeyword ? { keyword: parameter.name } : {}) }, ...fallback];
  }

  private expandCall(node: Node, place: Place): readonly Leaf[] {
    const keyword = this.keywordOfNode.get(node.id);
    const { positional } = callArguments(node);
    if (keyword !== undefined) {
      const fallback = positional[1];
      return [{ node, method: place.method, keyword }, ...(fallback ? this.expand(fallback, place) : [])];
    }
    if (receiver(node) === undefined && conversions.has(calledName(node))) {
      return positional.slice(0, 1).flatMap((one) => this.expand(one, place));
    }
    return this.expandHelper(node, place) ?? [{ node, method: place.method }];
  }

  /** The values that a helper method returns for what it is given; `undefined` when the call is no such thing. */
  private expandHelper(node: Node, place: Place): readonly Leaf[] | undefined {
    const call = this.model.uses(place.method).calls.find((one) => one.node.id === node.id);
    const target = call === undefined ? undefined : this.model.targets(place.method, [call])[0];
    if (target === undefined || place.depth >= maxDepth || this.isAnswer(target)) return undefined;
    const returned = target.body.descendantsOfType('return_statement').flatMap((one) => one.namedChildren[0] ?? []);
    if (returned.length === 0) return undefined;
    const inside = {
      method: target,
      given: givenTo(target, node, place),
      depth: place.depth + 1,
      following: new Set<string>(),
    };
    return returned.flatMap((value) => this.expand(value, inside));
  }
}

function givenTo(target: MethodModel, call: Node, place: Place): Place['given'] {
  const { positional, keywords } = callArguments(call);
  const given = new Map<string, { node: Node; place: Place }>();
  target.parameters.forEach((parameter, index) => {
    const node = positional[index] ?? keywords.get(parameter.name) ?? parameter.default;
    if (node !== undefined) given.set(parameter.name, { node, place });
  });
  return given;
}

function localValues(method: MethodModel, name: string): readonly Node[] {
  return method.body.descendantsOfType('assignment').flatMap((node) => {
    const value = field(node, 'right');
    return field(node, 'left')?.text === name && value !== undefined ? [value] : [];
  });
}
