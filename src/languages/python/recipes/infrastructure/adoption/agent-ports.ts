import type { AgentSyntax } from '../../../rewrite/agent-syntax.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { numbersOfPort } from '../../../rewrite/values/known-ports.js';
import { numbersIn } from '../../../rewrite/values/numbers-in.js';
import { ownPorts, type OwnPort } from '../../../rewrite/values/own-ports.js';
import { portValue } from '../../../rewrite/values/port-values.js';
import { decidePorts, portsBoundWith, type BindSite, type PortDecision } from './constructor-ports.js';
import { valueForKeyword } from './constructor-values.js';
import { portsHandedOn } from './ports-handed-on.js';

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

/**
 * The ports that are bound besides those of the agent's base: by the file itself, but for the calls in `leaving`, by the bases of the
 * file's other agents, and perhaps by what the agent hands them on to.
 */
export function portsKept(context: PythonContext, leaving: ReadonlySet<SyntaxNode> = new Set()): readonly BindSite[] {
  const { module, agent, agents, draft } = context;
  const others = agents.filter((one) => one.name !== agent.name);
  const own = ownPorts(module, agent, others).filter(({ node }) => !leaving.has(node));
  // What another agent no longer binds itself its base does.
  const kept = own.filter(({ node }) => !draft.isDeleted(node) || others.some((one) => node.isWithin(one.node)));
  return [
    ...kept.map((port) => siteOf(context, port)),
    ...others.flatMap((one) => portsOfBase(context, one, own)),
    ...portsHandedOn(context),
  ];
}

function portsOfBase(
  { module, contract, draft }: PythonContext,
  other: AgentSyntax,
  own: readonly OwnPort[],
): readonly BindSite[] {
  const [call] = other.superCalls;
  const line = module.lineOf(call?.node ?? other.node);
  const given = portsBoundWith(contract, portsGiven({ module, agent: other, contract }), line);
  const handed = own.filter(({ node }) => node.isWithin(other.node) && draft.isDeleted(node));
  const keywords = contract.ports.flatMap(({ keyword }) => keyword ?? []);
  const becoming = handed.flatMap((port) => {
    const value = { value: port.value, numbers: numbersOfPort(port) };
    return keywords.flatMap((keyword) => portsBoundWith(contract, new Map([[keyword, value]]), line));
  });
  return [...given, ...becoming];
}

/** Ports that a call of the base's constructor passes already, by keyword. */
export function portsGiven({
  module,
  agent,
  contract,
}: Pick<PythonContext, 'module' | 'agent' | 'contract'>): ReadonlyMap<string, Omit<BindSite, 'line'>> {
  const [call] = agent.superCalls;
  const place = { module, agent, method: agent.init };
  const given = new Map<string, Omit<BindSite, 'line'>>();
  for (const { keyword } of contract.ports) {
    const node = keyword === undefined ? undefined : call?.keywords.get(keyword);
    if (keyword !== undefined && node)
      given.set(keyword, { value: portValue(node, place), numbers: numbersIn(node, place) });
  }
  return given;
}

function siteOf({ module }: PythonContext, port: OwnPort): BindSite {
  return { value: port.value, numbers: numbersOfPort(port), line: module.lineOf(port.node) };
}
