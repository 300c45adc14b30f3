import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import { oncePerAgent } from '../../rewrite/once-per-agent.js';
import { isCalled, type SelfUse } from '../../rewrite/self-uses.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import { statementOf } from '../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { saysHealth } from '../../evidence/health.js';
import { callOf, callsIn, callsOfOrigin, type CallSyntax } from './origins.js';
import { callOnUse } from './own-sockets.js';
import { methodsReachedFrom } from './reached-methods.js';
import { methodsNamed } from '../../rewrite/syntax/methods-named.js';

/** A thread that an agent makes in one of its methods and keeps under a name. */
export interface AgentThread {
  /** `self.worker` or `worker`, as it is written where the thread is made. */
  readonly holder: string;
  /** The attribute that holds it; `undefined` for a local name. */
  readonly attribute: string | undefined;
  readonly creation: SyntaxNode;
  readonly method: MethodSyntax;
  /** The agent's method that it runs. */
  readonly target: MethodSyntax | undefined;
  /** Statements that start it, and do nothing else. */
  readonly starts: readonly SyntaxNode[];
  readonly isJoined: boolean;
  readonly isDaemon: boolean;
  readonly isForHealth: boolean;
}

/** Threads that are assigned to a name or an attribute, in source order. */
export const agentThreads = oncePerAgent((module, agent): readonly AgentThread[] => {
  const made = callsOfOrigin(module, 'threading.Thread');
  return agent.methods.flatMap((method) =>
    made.flatMap((node) => {
      const call = node.isWithin(method.body) ? callOf(module, node) : undefined;
      return (call && readThread(module, agent, method, call)) ?? [];
    }),
  );
});

function readThread(
  module: PythonModule,
  agent: AgentSyntax,
  method: MethodSyntax,
  call: CallSyntax,
): AgentThread | undefined {
  const assignment = call.node.parent;
  const [target] = assignment?.type === 'assignment' ? assignment.parts : [];
  if (target === undefined || assignment?.children.at(-1) !== call.node) return undefined;
  const attribute = agent.self.byNode.get(target)?.name;
  if (attribute === undefined && target.type !== 'identifier') return undefined;
  const runs = targetOf(agent, call);
  const calls = callsOnHolder(module, agent, { method, target, attribute });
  const name = call.keywords.get('name');
  const said = [call.keywords.get('target'), name, target].flatMap((node) => (node ? module.textOf(node) : []));
  return {
    holder: module.textOf(target),
    attribute,
    creation: call.node,
    method,
    target: runs,
    starts: calls.filter((one) => one.name === 'start' && isStatement(one)).map(({ node }) => statementOf(node)),
    isJoined: calls.some((one) => one.name === 'join'),
    isDaemon: isDaemon(module, method, call, module.textOf(target)),
    isForHealth: said.some(saysHealth),
  };
}

const isStatement = ({ node }: CallSyntax): boolean => node.parent?.type === 'expression_statement';

function targetOf(agent: AgentSyntax, call: CallSyntax): MethodSyntax | undefined {
  const node = call.keywords.get('target') ?? call.positional[1];
  const use = node && agent.self.byNode.get(node);
  return methodsNamed(agent, use?.name).at(-1);
}

function callsOnHolder(
  module: PythonModule,
  agent: AgentSyntax,
  { method, target, attribute }: { method: MethodSyntax; target: SyntaxNode; attribute: string | undefined },
): readonly CallSyntax[] {
  if (attribute !== undefined) {
    return agent.self.named(attribute).flatMap((use) => callOnUse(module, use) ?? []);
  }
  const name = module.textOf(target);
  return callsIn(module, method.body).filter(
    ({ receiver }) => receiver?.type === 'identifier' && module.textOf(receiver) === name,
  );
}

function isDaemon(module: PythonModule, method: MethodSyntax, call: CallSyntax, holder: string): boolean {
  const keyword = call.keywords.get('daemon');
  if (keyword !== undefined) return module.textOf(keyword) === 'True';
  return module.nodesIn(method.body, 'assignment').some(({ parts: [left, right] }) => {
    if (left === undefined || right === undefined) return false;
    return module.textOf(left) === `${holder}.daemon` && module.textOf(right) === 'True';
  });
}

/** What runs its first argument, or `target`, beside the code that calls it. */
const runsBeside = /^(?:Thread|Timer|Process|submit|map|start_new_thread|run_in_executor|to_thread|spawn)$/;

/** The methods that run, or may run, in a thread that the agent starts. */
export function methodsInThreads(module: PythonModule, agent: AgentSyntax): ReadonlySet<MethodSyntax> {
  const names = agent.self.uses.flatMap((use) => (isHandedToThread(module, use) ? use.name : []));
  return methodsReachedFrom(agent, names);
}

function isHandedToThread(module: PythonModule, use: SelfUse): boolean {
  if (isCalled(use)) return false;
  const { parent } = use.node;
  const list = parent?.type === 'keyword_argument' ? parent.parent : parent;
  const call = list?.type === 'argument_list' ? callOf(module, list.parent) : undefined;
  return call !== undefined && runsBeside.test(call.name);
}
