import type { RequestLoop as BaseLoop } from '../../../../core/contract/contract.js';
import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import type { SelfUse } from '../../rewrite/self-uses.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { callOf, callsIn } from './origins.js';
import { LoopReader, type OddStatement } from './loop-reader.js';
import { callOnUse } from './own-sockets.js';

/** A loop in which an agent receives requests on one of its sockets and answers them. */
export interface AgentLoop {
  readonly method: MethodSyntax;
  readonly loop: SyntaxNode;
  /** The attribute that holds the socket. */
  readonly socket: string;
  readonly payload: BaseLoop['payload'];
  /** Attributes on which it ends when they become false, where the loop asks for them. */
  readonly flags: readonly SelfUse[];
  /** Attributes that it, or the method around it, sets to `True`. */
  readonly raised: readonly SelfUse[];
  /** The one method of the agent that is given the request and whose result is the reply; absent for replies made in the loop itself. */
  readonly handler: SelfUse | undefined;
  /** What the loop, or the method around it, does besides receiving, handling, replying and saying so. */
  readonly odd: readonly OddStatement[];
  /** Keys of each reply that an exception handler sends. */
  readonly errorReplies: readonly (readonly string[])[];
  /** Source of the first value in them that is neither `"error"` nor the text of the exception. */
  readonly ownErrorText: string | undefined;
  /** An exception of the handler is answered. */
  readonly answersErrors: boolean;
  readonly absorbsInterrupt: boolean;
  /** Name of the method that is called when the loop ends, however it ends. */
  readonly endsIn: string | undefined;
  /** A wait with a time limit stands before each receiving. */
  readonly polls: boolean;
}

/** The loops in which the agent receives and replies on `socket`, in source order. */
export function requestLoops(module: PythonModule, agent: AgentSyntax, socket: string): readonly AgentLoop[] {
  const uses = agent.self.named(socket);
  const receiving = uses.filter((use) => /^recv(_\w+)?$/.test(callOnUse(module, use)?.name ?? ''));
  const loops = new Set(receiving.flatMap((use) => outermostLoop(use.node, use.method) ?? []));
  return [...loops].flatMap((loop) => {
    const use = receiving.find(({ node }) => node.isWithin(loop));
    return use === undefined ? [] : [readLoop(module, agent, { loop, use, socket })];
  });
}

function outermostLoop(node: SyntaxNode, method: MethodSyntax): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  for (let at = node.parent; at && at !== method.body; at = at.parent) if (at.type === 'while_statement') found = at;
  return found;
}

function readLoop(
  module: PythonModule,
  agent: AgentSyntax,
  { loop, use, socket }: { readonly loop: SyntaxNode; readonly use: SelfUse; readonly socket: string },
): AgentLoop {
  const { method } = use;
  const reader = new LoopReader(module, agent, { method, socket });
  for (const statement of method.statements) reader.read(statement);
  const handler = onlyHandler(agent, method, reader.handlers);
  return {
    method,
    loop,
    socket,
    payload: reader.payload,
    flags: reader.flags,
    raised: reader.raised,
    handler,
    odd: reader.odd,
    errorReplies: reader.errorReplies,
    ownErrorText: reader.ownErrorText && module.textOf(reader.ownErrorText),
    answersErrors: reader.answersErrors,
    absorbsInterrupt: reader.absorbsInterrupt,
    endsIn: reader.endsIn,
    polls: callsIn(module, method.body).some(({ name }) => name === 'poll' || name === 'select'),
  };
}

function onlyHandler(agent: AgentSyntax, method: MethodSyntax, handlers: readonly SyntaxNode[]): SelfUse | undefined {
  const uses = agent.self.inMethod(method).filter(({ node }) => handlers.includes(node));
  const names = new Set(uses.map(({ name }) => name));
  return names.size === 1 ? uses[0] : undefined;
}

/** How the loop and the method around it end in another way than the base's own, so that without it somebody would miss something. */
export function otherEnds(base: BaseLoop, loop: AgentLoop, cleanup: string | undefined): readonly string[] {
  const called = base.endsInCleanup ? cleanup : undefined;
  return [
    ...(loop.absorbsInterrupt && !base.absorbsInterrupt ? ['Ctrl+C would leave run as an exception'] : []),
    ...(loop.endsIn === undefined || loop.endsIn === called ? [] : [`the end of run would not call ${loop.endsIn}`]),
  ];
}

/** The base ends its loop with the clean-up, and the agent's leaves that to whoever called it. */
export function cleansUpByItself(base: BaseLoop, loop: AgentLoop): boolean {
  return base.endsInCleanup && loop.endsIn === undefined;
}

/** How the base's answer to a request that fails is another one; only whoever asks can tell whether that matters. */
export function otherErrorReplies(base: BaseLoop, loop: AgentLoop): readonly string[] {
  const expected = base.errorReplyKeys;
  if (expected === undefined) return loop.answersErrors ? ['a failing handler would not be answered'] : [];
  const sorted = (keys: readonly string[]): string => [...keys].sort().join();
  const other = loop.errorReplies.find((keys) => sorted(keys) !== sorted(expected));
  const quoted = (keys: readonly string[]): string => keys.map((key) => `"${key}"`).join(', ');
  return [
    ...(other === undefined ? [] : [`error replies would carry ${quoted(expected)} instead of ${quoted(other)}`]),
    ...(loop.ownErrorText === undefined ? [] : [`error replies would say something else than ${loop.ownErrorText}`]),
    ...(loop.answersErrors ? [] : ['a failing handler would be answered']),
  ];
}

/** The handler's argument list is exactly the request. */
export function takesRequestOnly(module: PythonModule, handler: SelfUse): boolean {
  const call = callOf(module, handler.node.parent);
  return call?.positional.length === 1 && call.keywords.size === 0;
}
