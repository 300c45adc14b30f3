import type { AgentSyntax } from './agent-syntax.js';
import { holderOf, isHeir, type Holder } from './holders.js';
import { oncePerModule } from './once-per-module.js';
import { reachingCalls } from './self-uses.js';
import type { PythonModule } from './syntax/python-module.js';
import { plainStringContent } from './syntax/strings.js';
import type { SyntaxNode } from './syntax/syntax-node.js';

/** `object.name` on anything but the agent's own `self`. */
export interface ForeignUse {
  readonly node: SyntaxNode;
  readonly nameNode: SyntaxNode;
  /** What the object is: an instance of the agent, certainly something else, or nobody can tell. */
  readonly holder: Holder;
}

/** Uses of an attribute name in the file, outside the agent's own `self`, in source order. */
export function foreignUses(module: PythonModule, agent: AgentSyntax, name: string): readonly ForeignUse[] {
  const uses: ForeignUse[] = [];
  for (const node of module.attributesNamed(name)) {
    const [object, nameNode] = node.parts;
    if (!object || !nameNode || agent.self.byNode.has(node)) continue;
    uses.push({ node, nameNode, holder: holderOf(module, agent, node, object) });
  }
  return uses;
}

/** Classes of the file that inherit the agent. */
export function heirsInFile(module: PythonModule, agent: AgentSyntax): readonly SyntaxNode[] {
  return module.nodesOf('class_definition').filter((node) => isHeir(module, agent, node));
}

/** `getattr(object, 'name')` and its like on an object that may be the agent, outside the agent's own `self`. */
export function foreignReaches(module: PythonModule, agent: AgentSyntax, name: string): readonly SyntaxNode[] {
  const own = new Set(agent.self.reaches.map(({ node }) => node));
  return reachesIn(module).filter((node) => {
    const [object, key] = node.parts[1]?.parts ?? [];
    if (!object || !key || own.has(node)) return false;
    return plainStringContent(module, key) === name && holderOf(module, agent, node, object) !== 'other';
  });
}

/** Asked for every name that an agent and the base both have, and the same each time. */
const reachesIn = oncePerModule((module): readonly SyntaxNode[] =>
  [...reachingCalls].flatMap((name) => module.callsOf(name)).sort((a, b) => a.start - b.start),
);
