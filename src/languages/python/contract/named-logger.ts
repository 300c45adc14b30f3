import type { Node } from 'web-tree-sitter';
import {
  loggerEffects,
  type ContractKeyword,
  type LoggerEffect,
  type OwnedAttribute,
} from '../../../core/contract/contract.js';
import type { BaseModel } from './base-model.js';
import type { MethodModel } from './class-model.js';
import { callArguments, field } from './syntax.js';
import type { ValueLeaves } from './value-leaves.js';

export interface LoggerQuestion {
  readonly model: BaseModel;
  readonly leaves: ValueLeaves;
  readonly keywords: readonly ContractKeyword[];
  readonly attributes: readonly OwnedAttribute[];
}

export interface NamedLogger {
  readonly effects: readonly LoggerEffect[];
  /** Functions outside the base that are given the agent's name and return its logger. */
  readonly makers: readonly string[];
}

/** What the constructor does to the logger that it gets by the agent's name. */
export function readNamedLogger(question: LoggerQuestion): NamedLogger {
  const methods = [...question.model.closure(question.model.constructorMethod, { threads: true })];
  const effects = methods.flatMap((method) =>
    method.body
      .descendantsOfType('call')
      .flatMap((call) => (isLoggerOfAgent(question, call, method) ? effectsOn(call, method, methods) : [])),
  );
  const makers = methods.flatMap((method) => makersIn(question, method));
  return { effects: loggerEffects.filter((effect) => effects.includes(effect)), makers };
}

function makersIn(question: LoggerQuestion, method: MethodModel): readonly string[] {
  return question.model.uses(method).assignments.flatMap(({ attribute, value }) => {
    const callee = value?.type === 'call' ? field(value, 'function')?.text : undefined;
    if (value === undefined || callee === undefined || !/^_?logger$/.test(attribute)) return [];
    if (!/^\w+$/.test(callee) || ['getLogger', 'LoggerAdapter'].includes(callee)) return [];
    const { positional, keywords } = callArguments(value);
    return [...positional, ...keywords.values()].some((one) => isAgentsName(question, one, method)) ? [callee] : [];
  });
}

function isLoggerOfAgent(question: LoggerQuestion, call: Node, method: MethodModel): boolean {
  if (!/^(?:logging\.)?getLogger$/.test(field(call, 'function')?.text ?? '')) return false;
  const { positional, keywords } = callArguments(call);
  const name = positional[0] ?? keywords.get('name');
  return name !== undefined && isAgentsName(question, name, method);
}

function isAgentsName({ leaves, keywords, attributes }: LoggerQuestion, node: Node, method: MethodModel): boolean {
  const keyword = keywords.find(({ role }) => role === 'name')?.name;
  const holders = attributes.filter((one) => one.keyword !== undefined && one.keyword === keyword);
  const ofObject = holders.map(({ name }) => `${method.self}.${name}`);
  const ofClass = [`${method.self}.__class__.__name__`, `type(${method.self}).__name__`];
  return leaves
    .of(node, method)
    .some(
      (leaf) =>
        (keyword !== undefined && leaf.keyword === keyword) || [...ofObject, ...ofClass].includes(leaf.node.text),
    );
}

/** What is done to the logger itself, or to what it is assigned to: an attribute in all methods, a name in the method that gets it. */
function effectsOn(call: Node, method: MethodModel, methods: readonly MethodModel[]): readonly LoggerEffect[] {
  const left = call.parent?.type === 'assignment' ? field(call.parent, 'left')?.text : undefined;
  const isAttribute = left?.startsWith(`${method.self}.`) === true;
  const nodes = (type: string): readonly Node[] =>
    (isAttribute ? methods : [method]).flatMap(({ body }) => body.descendantsOfType(type));
  const isOn = (node: Node | undefined, member: string): boolean =>
    node?.text.replace(/\s/g, '') === `${left ?? call.text}.${member}`.replace(/\s/g, '');
  const assigned = (member: string): readonly Node[] =>
    nodes('assignment').filter((node) => isOn(field(node, 'left'), member));
  const calls = (member: string): boolean => nodes('call').some((node) => isOn(field(node, 'function'), member));
  const isDone: Readonly<Record<LoggerEffect, boolean>> = {
    'stops-propagation': assigned('propagate').some((node) => /^(?:False|0)$/.test(field(node, 'right')?.text ?? '')),
    'replaces-handlers': ['handlers.clear', 'removeHandler'].some(calls) || assigned('handlers').length > 0,
    'sets-level': calls('setLevel'),
  };
  return loggerEffects.filter((effect) => isDone[effect]);
}
