import type { Node } from 'web-tree-sitter';
import type { Contract, ContractKeyword } from '../../../core/contract/contract.js';
import { defaultPythonContract } from '../../../core/contract/default-profile.js';
import type { BaseModel } from './base-model.js';
import type { MethodModel } from './class-model.js';
import { callArguments, calledName, field, receiver, stringValue, unparenthesized } from './syntax.js';

export interface KeywordSource {
  readonly keyword: string;
  /** The expression that gives the keyword's value. */
  readonly node: Node;
}

export interface ConstructorKeywords extends Pick<Contract, 'keywords' | 'positional' | 'unknownKeywords'> {
  /** Parameters and look-ups in `**kwargs` of the constructor. */
  readonly sources: readonly KeywordSource[];
}

interface FoundKeyword extends KeywordSource {
  readonly default?: string;
}

/** What the constructor takes: named parameters, and keys that it looks up in its `**kwargs`, also in methods it hands them to. */
export function constructorKeywords(model: BaseModel): ConstructorKeywords {
  const constructor = model.constructorMethod;
  if (constructor === undefined)
    return { keywords: [], positional: 'refused', unknownKeywords: 'refused', sources: [] };
  const found = keywordsOf(model, constructor, new Set());
  const byName = new Map<string, FoundKeyword>();
  for (const one of found) if (byName.get(one.keyword)?.default === undefined) byName.set(one.keyword, one);
  const names = new Set(byName.keys());
  const keywords = [...byName.values()].map((one) => withRole(one, names));
  return {
    keywords,
    sources: found,
    positional: positional(model, constructor),
    unknownKeywords: unknown(model, constructor),
  };
}

function keywordsOf(model: BaseModel, method: MethodModel, seen: Set<MethodModel>): readonly FoundKeyword[] {
  if (seen.has(method)) return [];
  seen.add(method);
  const named = method.parameters.flatMap((parameter): FoundKeyword[] => {
    if (parameter.kind === 'list' || parameter.kind === 'dictionary') return [];
    const source = { keyword: parameter.name, node: method.node };
    return [parameter.default === undefined ? source : { ...source, default: parameter.default.text }];
  });
  const all = dictionaryParameter(method);
  return all === undefined ? named : [...named, ...lookedUp(model, method, all, seen)];
}

/** Keys read from the dictionary of keywords, in source order, in this method and in those it is handed to. */
function lookedUp(
  model: BaseModel,
  method: MethodModel,
  dictionary: string,
  seen: Set<MethodModel>,
): readonly FoundKeyword[] {
  const found: FoundKeyword[] = [];
  for (const node of method.body.descendantsOfType(['call', 'subscript', 'comparison_operator'])) {
    const keyword = lookedUpKeyword(node, dictionary);
    if (keyword !== undefined) found.push(keyword);
    if (node.type === 'call') found.push(...handedOn(model, method, node, { dictionary, seen }));
  }
  return found;
}

function lookedUpKeyword(node: Node, dictionary: string): FoundKeyword | undefined {
  if (node.type === 'call') {
    const isLookUp = receiver(node)?.text === dictionary && ['get', 'pop', 'setdefault'].includes(calledName(node));
    const [name, fallback] = callArguments(node).positional;
    const keyword = isLookUp ? stringValue(name) : undefined;
    if (keyword === undefined) return undefined;
    const whenAbsent = fallback?.text ?? alternativeOf(node) ?? (calledName(node) === 'pop' ? undefined : 'None');
    return whenAbsent === undefined ? { keyword, node } : { keyword, node, default: whenAbsent };
  }
  if (node.type === 'subscript' && field(node, 'value')?.text === dictionary) {
    const keyword = stringValue(field(node, 'subscript'));
    return keyword === undefined ? undefined : { keyword, node };
  }
  const [left, right] = node.namedChildren;
  const isMembership =
    node.type === 'comparison_operator' && right?.text === dictionary && / in$|^in$|not in/.test(operator(node));
  const keyword = isMembership ? stringValue(left) : undefined;
  return keyword === undefined ? undefined : { keyword, node, default: 'None' };
}

function operator(node: Node): string {
  return node
    .childrenForFieldName('operators')
    .map((one) => one.text)
    .join(' ');
}

/** What stands on the other side of `kwargs.get("name") or …`. */
function alternativeOf(node: Node): string | undefined {
  const parent = node.parent;
  if (parent?.type !== 'boolean_operator' || field(parent, 'operator')?.text !== 'or') return undefined;
  const [left, right] = [field(parent, 'left'), field(parent, 'right')];
  return left?.id === node.id && right !== undefined ? unparenthesized(right).text : undefined;
}

interface HandedOn {
  readonly dictionary: string;
  readonly seen: Set<MethodModel>;
}

/** `self.method(kwargs)`, `self.method(**kwargs)` and `super().__init__(**kwargs)`. */
function handedOn(
  model: BaseModel,
  method: MethodModel,
  node: Node,
  { dictionary, seen }: HandedOn,
): readonly FoundKeyword[] {
  const call = model.uses(method).calls.find((one) => one.node.id === node.id);
  const target = call === undefined ? undefined : model.targets(method, [call])[0];
  if (target === undefined) return [];
  const written = field(node, 'arguments')?.namedChildren ?? [];
  if (written.some((one) => one.text === `**${dictionary}`)) {
    const given = callArguments(node).keywords;
    return keywordsOf(model, target, seen).filter((one) => !given.has(one.keyword));
  }
  const position = callArguments(node).positional.findIndex((one) => one.text === dictionary);
  const parameter = target.parameters[position];
  if (parameter === undefined || seen.has(target)) return [];
  seen.add(target);
  return lookedUp(model, target, parameter.name, seen);
}

function dictionaryParameter(method: MethodModel): string | undefined {
  return method.parameters.find((one) => one.kind === 'dictionary')?.name;
}

function positional(model: BaseModel, constructor: MethodModel): Contract['positional'] {
  if (constructor.parameters.some((one) => one.kind === 'plain')) return 'accepted';
  const list = constructor.parameters.find((one) => one.kind === 'list');
  if (list === undefined) return 'refused';
  const uses = constructor.body.descendantsOfType('identifier').filter((one) => one.text === list.name && isValue(one));
  const forwarded = model
    .uses(constructor)
    .calls.find((call) => call.onSuper && call.node.text.includes(`*${list.name}`));
  const target = forwarded === undefined ? undefined : model.targets(constructor, [forwarded])[0];
  if (target !== undefined && uses.length === 1) return positional(model, target);
  return uses.length === 0 ? 'ignored' : 'accepted';
}

/** The name itself, not an attribute or a keyword that is spelled alike (`self.args`). */
function isValue(identifier: Node): boolean {
  const parent = identifier.parent;
  if (parent?.type === 'attribute') return field(parent, 'object')?.id === identifier.id;
  return !(parent?.type === 'keyword_argument' && field(parent, 'name')?.id === identifier.id);
}

function unknown(model: BaseModel, constructor: MethodModel): Contract['unknownKeywords'] {
  const dictionary = dictionaryParameter(constructor);
  if (dictionary === undefined) return 'refused';
  const forwarded = model
    .uses(constructor)
    .calls.find((call) => call.onSuper && call.node.text.includes(`**${dictionary}`));
  const target = forwarded === undefined ? undefined : model.targets(constructor, [forwarded])[0];
  if (target !== undefined) return unknown(model, target);
  const checks = constructor.body
    .descendantsOfType('if_statement')
    .filter((one) => field(one, 'condition')?.text === dictionary);
  return checks.some((one) => one.descendantsOfType('raise_statement').length > 0) ? 'refused' : 'ignored';
}

/** Roles and synonyms come from the names that the documented contract knows; a name that is a keyword itself is nobody's synonym. */
function withRole(found: FoundKeyword, names: ReadonlySet<string>): ContractKeyword {
  const plain = found.default === undefined ? { name: found.keyword } : { name: found.keyword, default: found.default };
  for (const known of defaultPythonContract.keywords) {
    const alike = [known.name, ...(known.synonyms ?? [])];
    if (known.role === undefined || !alike.includes(found.keyword)) continue;
    if (firstOf(alike, names) !== found.keyword) continue;
    return { ...plain, role: known.role, synonyms: alike.filter((one) => !names.has(one)) };
  }
  return plain;
}

function firstOf(alike: readonly string[], names: ReadonlySet<string>): string | undefined {
  return alike.find((one) => names.has(one));
}
