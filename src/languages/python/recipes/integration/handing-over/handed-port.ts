import { portsBeside, type PortBeside } from '../../../../../core/workspace/ports-beside.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { assignedValue, type Place } from '../../../rewrite/values/definitions.js';
import { entryExpression } from '../../../rewrite/values/entry-expression.js';
import { numbersOfPort, portAtEntry } from '../../../rewrite/values/known-ports.js';
import { ownPorts, type OwnPort } from '../../../rewrite/values/own-ports.js';
import { portsGiven, portsKept } from '../../infrastructure/adoption/agent-ports.js';
import { decidePorts, type BindSite } from '../../infrastructure/adoption/constructor-ports.js';
import { hostOf } from '../../reading/address-host.js';
import { assignmentOf } from '../../reading/origins.js';
import { callOnUse } from '../../reading/own-sockets.js';
import { instanceBeside } from './instances-beside.js';
import { textOfPort } from './text-port.js';

export type HandedPort =
  | {
      readonly kind: 'handed';
      readonly keyword: string;
      readonly source: string;
      /** Assignments of the port to the base's attribute, which the base does itself. */
      readonly statements: readonly SyntaxNode[];
    }
  | { readonly kind: 'kept'; readonly reason: string; readonly node: SyntaxNode };

/** The port of the agent's bind as an argument of the base's constructor. */
export function handedPort(context: PythonContext, bind: SelfUse): HandedPort {
  const { module, agent, contract } = context;
  const kept = (reason: string, node = bind.node): HandedPort => ({ kind: 'kept', reason, node });
  const keyword = contract.keywords.find(({ role }) => role === 'port')?.name;
  const site = ownPorts(module, agent).find(({ node }) => node === callOnUse(module, bind)?.node);
  const [call] = agent.superCalls;
  if (keyword === undefined || site === undefined || call === undefined)
    return kept(`${contract.class} takes no port.`);
  if (call.keywords.has(keyword) || call.hasSplat)
    return kept(`The constructor of ${contract.class} is given a port already.`, call.node);
  const address = bindArgument(site);
  if (!isSameAddress(context, address, site.place)) {
    const written = address === undefined ? 'this address' : module.textOf(address);
    return kept(`${contract.class} listens on all interfaces, and ${written} may mean another one.`);
  }
  const source = portAtEntry(site);
  if (source === undefined)
    return kept(`The port has its value only after the constructor of ${contract.class} was called.`);
  const text = textOfPort(site);
  if (text) return kept(`Its port is a text here, and whether ${contract.class} takes one is not known.`, text);
  if (site.value?.root === '' && site.value.offset === 0)
    return kept(`Port 0 means any port that is free, which ${contract.class} does not know.`);
  const collision = collisionWith(context, site, keyword);
  if (collision) {
    const line = collision.line;
    return kept(`With this port ${contract.class} would also bind one that line ${line} binds.`);
  }
  const beside = listenerBeside(context, site);
  if (beside) {
    const { port, other } = beside;
    const said = `${other.name} listens there, says ${other.manifest}`;
    return kept(`With this port ${contract.class} would also bind port ${port}, and ${said}.`);
  }
  const instance = instanceBeside(context, source, keyword);
  if (instance) return kept(`${contract.class} would also bind the port that this instance is given.`, instance);
  const own = ownAssignments(context, keyword, source);
  if (own.kind === 'differs') return kept(`${module.textOf(own.node)} is not the port that the agent binds.`, own.node);
  return { kind: 'handed', keyword, source, statements: own.statements };
}

function bindArgument({ node }: OwnPort): SyntaxNode | undefined {
  return node.parts[1]?.parts[0];
}

/** The host part of the address is one of those that mean the same as the base's. */
function isSameAddress({ contract }: PythonContext, address: SyntaxNode | undefined, place: Place): boolean {
  const host = address === undefined ? undefined : hostOf(address, place);
  const hosts = contract.mainSocket?.addresses.map((one) => /^tcp:\/\/([^:]+):/.exec(one)?.[1]) ?? [];
  return host !== undefined && hosts.includes(host);
}

/** What the base binds besides the port itself must not be what the file goes on binding. */
function collisionWith(context: PythonContext, site: OwnPort, keyword: string): BindSite | undefined {
  const offered = new Map(portsGiven(context));
  offered.set(keyword, { value: site.value, numbers: numbersOfPort(site) });
  const decision = decidePorts(context.contract, offered, portsKept(context, new Set([site.node])));
  return decision.passed.length === offered.size ? undefined : decision.inTheWay;
}

/** Another agent that listens beside the port of this one, whether that is written here or in a start-up manifest. */
function listenerBeside({ agent, contract, outside }: PythonContext, { value }: OwnPort): PortBeside | undefined {
  const [call] = agent.superCalls;
  const { listening } = outside;
  const ports = listening.flatMap(({ name, isAgent, port }) => (isAgent && name === agent.name ? port : []));
  if (value?.root === '') ports.unshift(value.offset);
  const chooses = (keyword: string): boolean => call?.keywords.has(keyword) === true;
  return ports.flatMap((port) => portsBeside({ contract, name: agent.name, port, listening, chooses }))[0];
}

type OwnAssignments =
  | { readonly kind: 'same'; readonly statements: readonly SyntaxNode[] }
  | { readonly kind: 'differs'; readonly node: SyntaxNode };

/** Where the agent sets the attribute in which the base keeps the port: needless with the same value, in the way with another. */
function ownAssignments({ module, agent, contract }: PythonContext, keyword: string, source: string): OwnAssignments {
  const attribute = contract.attributes.find((one) => one.keyword === keyword)?.name;
  const statements: SyntaxNode[] = [];
  for (const use of agent.self.uses) {
    if (use.name !== attribute || use.access === 'read') continue;
    const value = assignedValue(use.node);
    const place = { module, agent, method: use.method };
    const isSame = value !== undefined && entryExpression(value, place) === source && use.method === agent.init;
    if (!isSame || assignmentOf(use.statement)?.target !== use.node) return { kind: 'differs', node: use.statement };
    statements.push(use.statement);
  }
  return { kind: 'same', statements };
}
