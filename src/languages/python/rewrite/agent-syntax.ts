import type { Contract } from '../../../core/contract/contract.js';
import { readSelfUses, type SelfUses } from './self-uses.js';
import type { ClassSyntax, MethodSyntax } from './syntax/class-syntax.js';
import { importedNames } from './syntax/imports.js';
import type { PythonModule } from './syntax/python-module.js';
import type { SyntaxNode } from './syntax/syntax-node.js';
import { methodsNamed } from './syntax/methods-named.js';

/** An agent class as recipes see it. */
export interface AgentSyntax extends ClassSyntax {
  readonly init: MethodSyntax | undefined;
  /** One of its bases is the contract's class, imported from the contract's module. */
  readonly isAdopted: boolean;
  /** Calls of the next class's constructor in `__init__`, in source order. */
  readonly superCalls: readonly SuperCall[];
  readonly self: SelfUses;
}

export interface SuperCall {
  readonly node: SyntaxNode;
  readonly statement: SyntaxNode;
  readonly argumentList: SyntaxNode;
  readonly positional: readonly SyntaxNode[];
  readonly keywords: ReadonlyMap<string, SyntaxNode>;
  /** `**rest` among the arguments. */
  readonly hasSplat: boolean;
}

const cache = new WeakMap<ClassSyntax, AgentSyntax>();

/** Reads an agent class; what is read is kept with the class. */
export function agentOf(module: PythonModule, found: ClassSyntax, contract: Contract): AgentSyntax {
  const known = cache.get(found);
  if (known) return known;
  // The last definition of a name in a class body is the one that stands.
  const init = methodsNamed(found, '__init__').at(-1);
  const isAdopted = found.bases.some((base) => isContractClass(module, base, contract));
  const superCalls = init ? superCallsOf(module, found, init) : [];
  const agent = { ...found, init, isAdopted, superCalls, self: readSelfUses(module, found) };
  cache.set(found, agent);
  return agent;
}

/** Whether an expression of the module names the contract's class, through the module's imports. */
function isContractClass(module: PythonModule, node: SyntaxNode, contract: Contract): boolean {
  const written = module.textOf(node).replace(/\s/g, '');
  const [head = '', ...rest] = written.split('.');
  const wanted = `${contract.module}.${contract.class}`;
  return importedNames(module).some(({ local, origin }) => local === head && [origin, ...rest].join('.') === wanted);
}

function superCallsOf(module: PythonModule, found: ClassSyntax, init: MethodSyntax): readonly SuperCall[] {
  const calls: SuperCall[] = [];
  for (const node of module.callsNamed('__init__')) {
    if (!node.isWithin(init.body) || node.ancestor('function_definition', 'class_definition') !== init.node) continue;
    const call = readSuperCall(module, found, node);
    if (call) calls.push(call);
  }
  return calls;
}

/**
 * `super().__init__(…)`, `super(Name, self).__init__(…)` and `Base.__init__(self, …)` for a base in the header. `object.__init__(self)` does
 * nothing, and goes on doing so when the class has another base.
 */
function readSuperCall(module: PythonModule, found: ClassSyntax, node: SyntaxNode): SuperCall | undefined {
  const [callee, argumentList] = node.parts;
  if (callee?.type !== 'attribute' || argumentList?.type !== 'argument_list') return undefined;
  const [object, name] = callee.parts;
  if (!object || !name || module.textOf(name) !== '__init__') return undefined;
  const isSuper = object.type === 'call' && object.parts[0] !== undefined && module.textOf(object.parts[0]) === 'super';
  const written = module.textOf(object);
  const isBase = written !== 'object' && found.bases.some((base) => module.textOf(base) === written);
  if (!isSuper && !isBase) return undefined;
  const list = argumentList.parts;
  const plain = list.filter(({ type }) => type !== 'keyword_argument' && type !== 'dictionary_splat');
  let statement = node;
  while (statement.parent && statement.parent.type !== 'block') statement = statement.parent;
  return {
    node,
    statement,
    argumentList,
    positional: isBase ? plain.slice(1) : plain,
    keywords: new Map(list.flatMap((argument) => keywordOf(module, argument))),
    hasSplat: list.some(({ type }) => type === 'dictionary_splat'),
  };
}

function keywordOf(module: PythonModule, argument: SyntaxNode): readonly (readonly [string, SyntaxNode])[] {
  const [name, value] = argument.type === 'keyword_argument' ? argument.parts : [];
  return name && value ? [[module.textOf(name), value]] : [];
}
