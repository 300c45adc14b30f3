import type { AgentSyntax } from './agent-syntax.js';
import { importedNames } from './syntax/imports.js';
import type { PythonModule } from './syntax/python-module.js';
import { plainStringContent } from './syntax/strings.js';
import type { SyntaxNode } from './syntax/syntax-node.js';

/** `object.name` on anything but the agent's own `self`. */
export interface ForeignUse {
  readonly node: SyntaxNode;
  readonly nameNode: SyntaxNode;
  /** What the object is: an instance of the agent, certainly something else, or nobody can tell. */
  readonly holder: 'agent' | 'other' | 'unknown';
}

/** Uses of an attribute name in the file, outside the agent's own `self`, in source order. */
export function foreignUses(module: PythonModule, agent: AgentSyntax, name: string): readonly ForeignUse[] {
  const own = new Set(agent.self.uses.map(({ node }) => node));
  const uses: ForeignUse[] = [];
  for (const node of module.attributesNamed(name)) {
    const [object, nameNode] = node.parts;
    if (!object || !nameNode || own.has(node)) continue;
    uses.push({ node, nameNode, holder: holderOf(module, agent, node, object) });
  }
  return uses;
}

function holderOf(
  module: PythonModule,
  agent: AgentSyntax,
  node: SyntaxNode,
  object: SyntaxNode,
): ForeignUse['holder'] {
  if (object.type === 'identifier' && holdsInstance(module, agent, object)) return 'agent';
  if (isModule(module, object) || isSelfOfOther(module, agent, node, object)) return 'other';
  return 'unknown';
}

/** Every binding that the name can mean makes an instance of the agent. */
function holdsInstance(module: PythonModule, agent: AgentSyntax, object: SyntaxNode): boolean {
  const name = module.textOf(object);
  const places = module.scopeAround(object).resolve(name)?.bindings.get(name) ?? [];
  const values = places.map((place) => (place.parent?.type === 'assignment' ? place.parent.parts.at(-1) : undefined));
  const makes = (value: SyntaxNode | undefined): boolean =>
    value?.type === 'call' && value.parts[0] !== undefined && module.textOf(value.parts[0]) === agent.name;
  return values.some(makes) && values.every((value) => makes(value) || value?.type === 'none');
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

function isHeir(module: PythonModule, agent: AgentSyntax, owner: SyntaxNode): boolean {
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

/** Classes of the file that inherit the agent. */
export function heirsInFile(module: PythonModule, agent: AgentSyntax): readonly SyntaxNode[] {
  return module.nodesOf('class_definition').filter((node) => isHeir(module, agent, node));
}

const reachingCalls = new Set(['hasattr', 'getattr', 'setattr', 'delattr']);

/** `getattr(object, 'name')` and its like on an object that may be the agent, outside the agent's own `self`. */
export function foreignReaches(module: PythonModule, agent: AgentSyntax, name: string): readonly SyntaxNode[] {
  const own = new Set(agent.self.reaches.map(({ node }) => node));
  return module.nodesOf('call').filter((node) => {
    const [callee, list] = node.parts;
    const [object, key] = list?.parts ?? [];
    if (!callee || !object || !key || own.has(node) || !reachingCalls.has(module.textOf(callee))) return false;
    return plainStringContent(module, key) === name && holderOf(module, agent, node, object) !== 'other';
  });
}
