import type { Contract } from '../../../../../core/contract/contract.js';
import type { AgentSyntax } from '../../../rewrite/agent-syntax.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { plainStringContent } from '../../../rewrite/syntax/strings.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { assignedValue } from '../../../rewrite/values/definitions.js';
import { ownPorts, type OwnPort } from '../../../rewrite/values/own-ports.js';

/** A socket that is made in one place and bound in one place. */
export interface OwnSocket {
  /** The statement that makes it. */
  readonly creation: SyntaxNode;
  readonly bind: OwnPort;
}

/** `undefined` when the attribute is no such socket, is made in several places, or is bound to less than every interface. */
export function readOwnSocket(
  module: PythonModule,
  agent: AgentSyntax,
  attribute: string,
  contract: Contract,
): OwnSocket | undefined {
  const writes = agent.self.named(attribute).filter(({ access }) => access !== 'read');
  const makes = writes.filter(({ node }) => assignedValue(node)?.type !== 'none');
  const [only, other] = makes;
  const value = only && assignedValue(only.node);
  if (!value || other || !isReplySocket(module, value, contract)) return undefined;
  const binds = ownPorts(module, agent).filter(
    ({ receiver }) => receiver !== undefined && isAttribute(module, agent, receiver, attribute),
  );
  const [bind, second] = binds;
  if (!bind || second || !isOnEveryInterface(module, bind)) return undefined;
  return { creation: only.statement, bind };
}

function isReplySocket(module: PythonModule, value: SyntaxNode, { health }: Contract): boolean {
  const callee = value.type === 'call' ? value.parts[0] : undefined;
  const kind = health?.kind;
  if (!callee || kind === undefined || !/\.socket$/.test(module.textOf(callee))) return false;
  const [type, ...more] = value.parts[1]?.parts ?? [];
  return type !== undefined && more.length === 0 && new RegExp(`^(?:zmq\\.)?${kind}$`).test(module.textOf(type));
}

function isAttribute(module: PythonModule, agent: AgentSyntax, node: SyntaxNode, attribute: string): boolean {
  return agent.self.byNode.get(node)?.name === attribute && module.textOf(node).includes('.');
}

/** The base listens on every interface; a socket on one of them is another promise. */
function isOnEveryInterface(module: PythonModule, { node }: OwnPort): boolean {
  const [address] = node.parts[1]?.parts ?? [];
  if (!address) return false;
  const plain = plainStringContent(module, address) ?? module.textOf(address).replace(/^f?["']/, '');
  return /^tcp:\/\/(?:\*|0\.0\.0\.0):/.test(plain);
}
