import type { AgentSyntax } from '../../../rewrite/agent-syntax.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { findMissedUse } from '../../infrastructure/adoption/rename-member.js';
import { isAlwaysRun } from '../../reading/always-run.js';
import { isLogging, originOf } from '../../reading/origins.js';
import { statementOfCall, type OwnSocket } from '../../reading/own-sockets.js';
import { importedNames } from '../../../rewrite/syntax/imports.js';
import { statementsOf } from '../../../rewrite/syntax/statements.js';
import { runsAfterBase } from '../runs-after-base.js';
import { closingStatements } from './closing-statements.js';
import { handedContext } from './handed-context.js';
import { handedPort } from './handed-port.js';
import { countsOnlyForBind, optionNames, redundantOptions } from './socket-options.js';

/** What goes when the base takes over the agent's main socket, or why it stays. */
export type HandedSocket = Handed | { readonly kind: 'kept'; readonly reason: string; readonly line: number };

export interface Handed {
  readonly kind: 'handed';
  readonly socket: OwnSocket;
  /** Statements that the base makes needless. */
  readonly statements: readonly SyntaxNode[];
  /** The agent's context, when every socket made from it can be the base's. */
  readonly context: string | undefined;
  readonly keyword: string;
  /** Source of the port, good at the start of `__init__`. */
  readonly port: string;
  /** The agent limits how long receiving may take, and goes on doing so. */
  readonly setsReceiveLimit: boolean;
  /** How the file calls the module `zmq`. */
  readonly zmq: string;
}

export function handedOver(context: PythonContext, socket: OwnSocket): HandedSocket {
  const { module } = context;
  const kept = (reason: string, node: SyntaxNode): HandedSocket => ({
    kind: 'kept',
    reason,
    line: module.lineOf(node),
  });
  const { attribute, creation } = socket;
  const problem = unclearUse(context, socket);
  if (problem) return kept(problem.reason, problem.node);
  const bind = onlyBind(context, socket);
  if ('reason' in bind) return kept(bind.reason, bind.node);
  const wayOut = ownWayOut(context, [creation.statement, bind.statement]);
  if (wayOut) return kept(`A port that is taken is handled here in a way of the agent's own; the base raises.`, wayOut);
  const port = handedPort(context, bind);
  if (port.kind === 'kept') return kept(port.reason, port.node);
  const zmq = zmqName(module, creation);
  if (zmq === undefined) return kept(`The module zmq has no name in this file.`, creation.node);
  const own = [
    creation.statement,
    bind.statement,
    ...redundantOptions(context, socket),
    ...closingStatements(context, socket.uses),
  ];
  const early = socket.uses.find(({ node }) => !own.some((one) => node.isWithin(one)) && !runsAfterBase(context, node));
  if (early) return kept(`${attribute} is used before the base has made its socket.`, early.node);
  const shared = handedContext(context, socket);
  const plain = [...own, ...shared.statements];
  return {
    kind: 'handed',
    socket,
    statements: [...wholeTries(module, [...plain, ...port.statements])],
    context: shared.attribute,
    keyword: port.keyword,
    port: port.source,
    setsReceiveLimit: optionNames(module, socket).includes('RCVTIMEO'),
    zmq,
  };
}

interface Problem {
  readonly reason: string;
  readonly node: SyntaxNode;
}

/** The one bind of the socket, always reached, that does not depend on how the socket was set up before. */
function onlyBind({ module, agent }: PythonContext, { attribute, creation, uses }: OwnSocket): SelfUse | Problem {
  const [bind, ...binds] = uses.filter((use) => statementOfCall(module, use)?.name === 'bind');
  if (bind === undefined || binds.length > 0) {
    const count = binds.length > 0 ? 'several times' : 'in no statement of its own';
    const reason = `${attribute} is bound ${count}; the base binds its main socket once.`;
    return { reason, node: (bind ?? creation).node };
  }
  if (!isCertain(agent, bind)) {
    return {
      reason: `${attribute} is not always bound, or not in the constructor; the base's is.`,
      node: bind.node,
    };
  }
  const fixed = uses.find((use) => countsOnlyForBind(module, use));
  if (fixed === undefined) return bind;
  return {
    reason: `${attribute} is set up here for its bind; the base has bound its socket before.`,
    node: fixed.node,
  };
}

/** Why the attribute cannot simply mean the base's socket. */
function unclearUse(context: PythonContext, socket: OwnSocket): Problem | undefined {
  const { module, agent } = context;
  const { attribute, creation, uses } = socket;
  const missed = findMissedUse(context, attribute, 'attribute');
  if (missed) return { reason: `${attribute} cannot be handed over: ${missed.reason}.`, node: creation.node };
  const again = uses.find((use) => use !== creation && use.access !== 'read' && !isNone(module, use));
  if (again)
    return { reason: `${attribute} is made or replaced again here; the base makes its socket once.`, node: again.node };
  const none = uses.find((use) => use !== creation && use.access !== 'read' && use.method.name !== '__init__');
  if (none) return { reason: `${attribute} is taken away here while the agent lives.`, node: none.node };
  const otherKind = uses.find((use) => isOfOtherKind(context, use));
  if (otherKind) {
    const [is, isNot] = context.contract.mainSocket?.isAsync === true ? ['not ', ''] : ['', 'not '];
    const reason = `${attribute} is ${is}awaited here; the base's socket is ${isNot}asynchronous.`;
    return { reason, node: otherKind.node };
  }
  if (!isCertain(agent, creation)) {
    return {
      reason: `${attribute} is not always made, or not in the constructor; the base's is.`,
      node: creation.node,
    };
  }
  return undefined;
}

/** The use waits for the socket as only a synchronous one, or only an asynchronous one, can be waited for. */
function isOfOtherKind({ module, contract }: PythonContext, { node }: SelfUse): boolean {
  if (contract.mainSocket?.isAsync !== true) return node.ancestor('await') !== undefined;
  const call = node.parent?.parent;
  const method = node.parent?.parts[1];
  const waits = method !== undefined && /^(?:recv|send|poll)(?:_\w+)?$/.test(module.textOf(method));
  return waits && call?.type === 'call' && call.parent?.type !== 'await';
}

function isNone(module: PythonModule, use: SelfUse): boolean {
  const value = use.node.parent?.type === 'assignment' ? use.node.parent.parts.at(-1) : undefined;
  return value !== undefined && module.textOf(value) === 'None';
}

/** It stands in `__init__` or in a helper of it, under no condition. */
const isCertain = (agent: AgentSyntax, use: SelfUse): boolean =>
  (use.method.name === '__init__' || isCalledOnce(agent, use.method.name)) && isAlwaysRun(use.statement, use.method);

/** A helper that `__init__` calls, and nobody else. */
function isCalledOnce(agent: AgentSyntax, name: string): boolean {
  const calls = agent.self.named(name);
  return calls.length === 1 && calls[0]?.method.name === '__init__';
}

/** A `try` in which nothing but talk would be left goes as a whole, when its handlers only talk and give up. */
function wholeTries(module: PythonModule, statements: readonly SyntaxNode[]): ReadonlySet<SyntaxNode> {
  const going = new Set(statements);
  for (const statement of statements) {
    const around = statement.parent?.parent;
    if (around?.type !== 'try_statement' || statement.parent === undefined) continue;
    if (around.childrenOf('else_clause', 'finally_clause').length > 0) continue;
    const body = statementsOf(statement.parent);
    const isEmpty = body.every((one) => going.has(one) || isLogging(module, one));
    if (!isEmpty || !around.childrenOf('except_clause').every((clause) => onlyGivesUp(module, clause))) continue;
    for (const one of body) going.delete(one);
    going.add(around);
  }
  return going;
}

/** A handler around the set-up that goes on in a way of its own when the port is taken: the base raises, and nobody would handle it. */
function ownWayOut({ module }: PythonContext, statements: readonly SyntaxNode[]): SyntaxNode | undefined {
  for (const statement of statements) {
    for (let at = statement.ancestor('try_statement'); at; at = at.ancestor('try_statement')) {
      if (at.child('block') === undefined || !statement.isWithin(at.child('block') ?? at)) continue;
      const clause = at.childrenOf('except_clause').find((one) => !onlyGivesUp(module, one));
      if (clause) return clause;
    }
  }
  return undefined;
}

/** It only says so, and ends as an exception that nobody handles ends: with that exception, or with 1. */
function onlyGivesUp(module: PythonModule, clause: SyntaxNode): boolean {
  const block = clause.child('block');
  const statements = block ? statementsOf(block) : [];
  const last = statements.at(-1);
  if (last === undefined || !statements.every((one) => one === last || isLogging(module, one))) return false;
  return /^(?:raise(?!\s+SystemExit)\b|(?:raise\s+SystemExit|sys\.exit)\(1\)$)/.test(module.textOf(last));
}

/** `zmq` in `zmq.REP`, else the name by which the file imports the module. */
function zmqName(module: PythonModule, creation: SelfUse): string | undefined {
  const heads = [...creation.statement.walk()].filter((node) => node.type === 'identifier');
  const head = heads.find((node) => originOf(module, node) === 'zmq');
  if (head !== undefined) return module.textOf(head);
  return importedNames(module).find(({ origin, unconditional }) => origin === 'zmq' && unconditional)?.local;
}
