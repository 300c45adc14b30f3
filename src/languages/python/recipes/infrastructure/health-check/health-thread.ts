import type { AgentSyntax } from '../../../rewrite/agent-syntax.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { isRemark } from '../../../rewrite/removable-uses.js';
import { statementOf, statementsOf } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { oncePerAgent } from '../../../rewrite/once-per-agent.js';

/** A thread that runs one method of the agent: what makes it, what sets it up, and how it is called. */
export interface HealthThread {
  readonly loop: MethodSyntax;
  /** Attribute of `self` that holds the thread, when one does. */
  readonly attribute: string | undefined;
  /** Statements that make, set up and start it, where it is made. */
  readonly statements: readonly SyntaxNode[];
  /** A method that does nothing but start the thread, and the calls of it. */
  readonly starter: MethodSyntax | undefined;
}

/** The threads of an agent that each run one of its methods, by these methods in source order. */
export const healthThreads = oncePerAgent((module, agent): readonly HealthThread[] => {
  const threads: HealthThread[] = [];
  for (const method of agent.methods) {
    const thread = readHealthThread(module, agent, method);
    if (thread) threads.push(thread);
  }
  return threads;
});

/** A method that is the target of a thread and nothing else is `undefined` when the thread is used in another way too. */
function readHealthThread(module: PythonModule, agent: AgentSyntax, loop: MethodSyntax): HealthThread | undefined {
  const uses = agent.self.named(loop.name);
  const [use] = uses;
  const creation = use && threadAround(module, use);
  if (!use || uses.length > 1 || !creation) return undefined;
  const made = readCreation(module, agent, creation, use);
  if (!made) return undefined;
  const starter = starterOf(module, agent, use.method, made);
  return { loop, ...made, starter };
}

/** The `Thread(…)` call whose target the method is. */
function threadAround(module: PythonModule, { node }: SelfUse): SyntaxNode | undefined {
  const argument = node.parent;
  const label = argument?.type === 'keyword_argument' ? argument.parts[0] : undefined;
  const call = argument?.parent?.parent;
  const callee = call?.type === 'call' ? call.parts[0] : undefined;
  if (!label || !callee || module.textOf(label) !== 'target') return undefined;
  const options = call?.parts[1]?.parts.map((part) => part.parts[0] && module.textOf(part.parts[0])) ?? [];
  const isPlain = options.every((name) => name === 'target' || name === 'daemon' || name === 'name');
  return isPlain && /^(?:threading\.)?Thread$/.test(module.textOf(callee)) ? call : undefined;
}

function readCreation(
  module: PythonModule,
  agent: AgentSyntax,
  call: SyntaxNode,
  use: SelfUse,
): Pick<HealthThread, 'attribute' | 'statements'> | undefined {
  const { parent } = call;
  // Thread(…).start()
  if (parent?.type === 'attribute') {
    const statement = statementOf(call);
    const isStart =
      module.textOf(statement) === `${module.textOf(parent)}()` && module.textOf(parent).endsWith('.start');
    return isStart ? { attribute: undefined, statements: [statement] } : undefined;
  }
  const target = parent?.type === 'assignment' ? parent.parts[0] : undefined;
  if (!target || parent?.children.at(-1) !== call || parent.parent?.type !== 'expression_statement') return undefined;
  if (target.type === 'attribute') {
    const attribute = agent.self.byNode.get(target)?.name;
    return attribute === undefined ? undefined : { attribute, statements: [parent.parent] };
  }
  return target.type === 'identifier' ? localThread(module, target, parent.parent, use.method) : undefined;
}

/** `thread = Thread(…)`, `thread.daemon = True`, `thread.start()` and no other use of the name. */
function localThread(
  module: PythonModule,
  target: SyntaxNode,
  creation: SyntaxNode,
  method: MethodSyntax,
): Pick<HealthThread, 'attribute' | 'statements'> | undefined {
  const name = module.textOf(target);
  const scope = module.scopeOf(method.node);
  const loads = scope?.loads.get(name) ?? [];
  if (scope?.bindings.get(name)?.length !== 1) return undefined;
  const statements = loads.map(statementOf);
  const setsUp = new RegExp(`^${name}\\.(?:start\\(\\)|daemon\\s*=\\s*True|setDaemon\\(True\\))$`);
  const isPlain = statements.every((statement) => setsUp.test(module.textOf(statement)));
  return isPlain ? { attribute: undefined, statements: [creation, ...statements] } : undefined;
}

/** The method around, when starting the thread is all it does and all uses of it are calls that stand alone. */
function starterOf(
  module: PythonModule,
  agent: AgentSyntax,
  method: MethodSyntax,
  { attribute = '', statements }: Pick<HealthThread, 'attribute' | 'statements'>,
): MethodSyntax | undefined {
  if (method.name === '__init__' || method.parameters.length > 0 || method.decorators.length > 0) return undefined;
  const setsUp = new RegExp(`^self\\.${attribute}\\.(?:start\\(\\)|daemon\\s*=\\s*True)$`);
  const isOwn = (one: SyntaxNode): boolean =>
    statements.includes(one) || isRemark(module, one) || setsUp.test(module.textOf(one));
  if (!statementsOf(method.body).every(isOwn)) return undefined;
  const uses = agent.self.named(method.name);
  const isLoneCall = ({ node, statement }: SelfUse): boolean => module.textOf(statement) === `${module.textOf(node)}()`;
  return uses.length > 0 && uses.every(isLoneCall) ? method : undefined;
}
