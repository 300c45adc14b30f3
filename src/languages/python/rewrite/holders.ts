import type { AgentSyntax } from './agent-syntax.js';
import { importedNames } from './syntax/imports.js';
import type { PythonModule } from './syntax/python-module.js';
import type { SyntaxNode } from './syntax/syntax-node.js';
import { assignedValue } from './values/definitions.js';

/** What an object is: an instance of the agent, certainly something else, or nobody can tell. */
export type Holder = 'agent' | 'other' | 'unknown';

/** What the object in `object.name` is; `node` is the whole. */
export function holderOf(module: PythonModule, agent: AgentSyntax, node: SyntaxNode, object: SyntaxNode): Holder {
  if (isModule(module, object) || isSelfOfOther(module, agent, node, object)) return 'other';
  const values = valuesOf(module, agent, object);
  if (values === undefined) return 'unknown';
  const kinds = new Set(values.map((value) => kindOf(module, agent, value)));
  kinds.delete('nothing');
  const [only, ...more] = kinds;
  return only === undefined || only === 'nothing' || more.length > 0 ? 'unknown' : only;
}

/** Every value that the object may have; `undefined` when something else than an assignment gives it one. */
function valuesOf(module: PythonModule, agent: AgentSyntax, object: SyntaxNode): readonly SyntaxNode[] | undefined {
  if (object.type === 'call') return [object];
  if (object.type === 'identifier') {
    const name = module.textOf(object);
    return everyValue(module.scopeAround(object).resolve(name)?.bindings.get(name) ?? []);
  }
  const own = agent.self.byNode.get(object);
  if (own === undefined) return undefined;
  const changes = agent.self.named(own.name).filter(({ access }) => access !== 'read');
  return everyValue(changes.map((use) => use.node));
}

function everyValue(places: readonly SyntaxNode[]): readonly SyntaxNode[] | undefined {
  const values = places.map(assignedValue);
  return values.every((value) => value !== undefined) ? values : undefined;
}

function kindOf(module: PythonModule, agent: AgentSyntax, value: SyntaxNode): Holder | 'nothing' {
  if (value.type === 'none') return 'nothing';
  const callee = value.type === 'call' ? value.parts[0] : undefined;
  if (callee === undefined) return 'unknown';
  if (module.textOf(callee) === agent.name) return 'agent';
  return isOtherClass(module, agent, callee) || isLibrary(module, callee) ? 'other' : 'unknown';
}

/** A class of the file that is neither the agent nor one of its heirs. */
function isOtherClass(module: PythonModule, agent: AgentSyntax, callee: SyntaxNode): boolean {
  const name = module.textOf(callee);
  const found = module.classNamed(name);
  const isOnly = module.scopes.bindings.get(name)?.length === 1;
  return isOnly && found !== undefined && found.node !== agent.node && !isHeir(module, agent, found.node);
}

/** Libraries whose calls make objects of their own, none of which can be an agent. */
const libraries = new Set(['threading', 'multiprocessing', 'concurrent', 'subprocess', 'queue', 'zmq', 'sched']);

function isLibrary(module: PythonModule, callee: SyntaxNode): boolean {
  const head = module.textOf(callee).split('.')[0] ?? '';
  const places = module.scopes.bindings.get(head) ?? [];
  const imported = importedNames(module).filter(({ local }) => local === head);
  const isFromThere = imported.every(({ origin }) => libraries.has(origin.split('.')[0] ?? ''));
  return imported.length > 0 && imported.length === places.length && isFromThere;
}

/** The head of the object is a name that only imports bind. */
function isModule(module: PythonModule, object: SyntaxNode): boolean {
  const head = module.textOf(object).split('.')[0] ?? '';
  const places = module.scopes.bindings.get(head) ?? [];
  const imported = new Set(importedNames(module).map(({ node }) => node));
  return places.length > 0 && places.every((place) => imported.has(place));
}

/** The object is the first parameter of a method of a class that is neither the agent nor one of its heirs. */
function isSelfOfOther(module: PythonModule, agent: AgentSyntax, node: SyntaxNode, object: SyntaxNode): boolean {
  const owner = node.ancestor('class_definition');
  if (!owner || owner === agent.node || isHeir(module, agent, owner)) return false;
  const method = methodOf(node, owner);
  const first = method?.child('parameters')?.parts[0];
  return first?.type === 'identifier' && module.textOf(first) === module.textOf(object);
}

/** The class inherits the agent, directly or through others of the file. */
export function isHeir(module: PythonModule, agent: AgentSyntax, owner: SyntaxNode): boolean {
  const bases = owner.child('argument_list')?.parts ?? [];
  return bases.some((base) => {
    const name = module.textOf(base);
    const parent = module.classNamed(name);
    return name === agent.name || (parent !== undefined && parent.node !== owner && isHeir(module, agent, parent.node));
  });
}

/** The function directly in the class body in which the node stands. */
function methodOf(node: SyntaxNode, owner: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  for (let at = node.parent; at && at !== owner; at = at.parent) if (at.type === 'function_definition') found = at;
  return found;
}
