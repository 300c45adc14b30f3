import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { numbersOfPort } from '../../../rewrite/values/known-ports.js';
import { ownPorts, type OwnPort } from '../../../rewrite/values/own-ports.js';
import { decidePorts, type BindSite, type PortDecision } from './constructor-ports.js';
import { valueForKeyword } from './constructor-values.js';

/** Which port keywords may be passed for the agent, as far as the earlier recipes of the stage leave its own binds in place. */
export function decideAgentPorts(context: PythonContext): PortDecision {
  const { agent, contract, draft } = context;
  const handed = new Set(draft.handOvers(agent.name).map(({ keyword }) => keyword));
  const offered = new Map<string, Omit<BindSite, 'line'>>();
  for (const keyword of contract.keywords) {
    const value =
      keyword.role === 'port' || keyword.role === 'health-port' ? valueForKeyword(context, keyword) : undefined;
    if (!value) continue;
    offered.set(keyword.name, value);
  }
  const decision = decidePorts(contract, offered, portsKept(context));
  return { ...decision, passed: decision.passed.filter((keyword) => !handed.has(keyword)) };
}

/** The ports that the file goes on binding itself, but for those of the calls in `leaving`. */
export function portsKept(context: PythonContext, leaving: ReadonlySet<SyntaxNode> = new Set()): readonly BindSite[] {
  const { module, agent, draft } = context;
  const kept = ownPorts(module, agent).filter(({ node }) => !leaving.has(node) && !draft.isDeleted(node));
  return kept.map((port) => siteOf(context, port));
}

function siteOf({ module }: PythonContext, port: OwnPort): BindSite {
  return { value: port.value, numbers: numbersOfPort(port), line: module.lineOf(port.node) };
}
