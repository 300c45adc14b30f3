import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { foreignUses } from '../../../rewrite/foreign-uses.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { statementsOf } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { callOf, callsOfOrigin, originOf } from '../../reading/origins.js';

/** What is registered for the end of the process, and which agent it can reach. */
export interface EndHandler {
  readonly kind: 'signal' | 'atexit';
  /** The call that registers it. */
  readonly registration: SyntaxNode;
  /** For people: `on_signal`. */
  readonly name: string;
  readonly body: SyntaxNode;
  readonly statements: readonly SyntaxNode[];
  /** How its code names the agent: `self`, or the variable that holds it; `undefined` when it knows none. */
  readonly agent: string | undefined;
}

/** The handlers of the file that are functions of it, each once, in the order of their registration. */
export function endHandlers(context: PythonContext): readonly EndHandler[] {
  const { module } = context;
  const found = new Map<SyntaxNode, EndHandler>();
  for (const node of registrations(module)) {
    const registered = registeredBy(context, node);
    const handler = registered && readHandler(context, node, registered);
    if (handler && !found.has(handler.body)) found.set(handler.body, handler);
  }
  return [...found.values()];
}

function registrations(module: PythonModule): readonly SyntaxNode[] {
  const ofModules = ['signal.signal', 'atexit.register'].flatMap((origin) => callsOfOrigin(module, origin));
  return [...ofModules, ...module.callsNamed('add_signal_handler')].sort((a, b) => a.start - b.start);
}

interface Registered {
  readonly kind: EndHandler['kind'];
  readonly handler: SyntaxNode;
}

function registeredBy({ module }: PythonContext, node: SyntaxNode): Registered | undefined {
  const call = callOf(module, node);
  if (call === undefined) return undefined;
  const origin = originOf(module, call.callee);
  const isSignal = origin === 'signal.signal' || call.name === 'add_signal_handler';
  const handler = isSignal ? call.positional[1] : origin === 'atexit.register' ? call.positional[0] : undefined;
  return handler && { kind: isSignal ? 'signal' : 'atexit', handler };
}

function readHandler(context: PythonContext, registration: SyntaxNode, registered: Registered): EndHandler | undefined {
  const { module, agent } = context;
  const { kind, handler } = registered;
  const name = module.textOf(handler).replace(/^.*\./, '');
  const body = ownMethod(context, handler)?.body ?? functionNamed(context, handler)?.child('block');
  if (body === undefined) return undefined;
  const method = agent.methods.find((one) => body.isWithin(one.body));
  const inside = method?.selfName ?? instanceIn(context, body);
  return { kind, registration, name, body, statements: statementsOf(body), agent: inside };
}

/** The method of `self.on_signal`, or of `agent.on_signal` for a variable that holds the agent. */
function ownMethod({ module, agent }: PythonContext, handler: SyntaxNode) {
  const name = module.textOf(handler).replace(/^.*\./, '');
  const isOwn =
    agent.self.byNode.has(handler) ||
    foreignUses(module, agent, name).some(({ node, holder }) => node === handler && holder === 'agent');
  return isOwn ? agent.methods.findLast((method) => method.name === name && method.kind === 'instance') : undefined;
}

/** The one function of that name in the file. */
function functionNamed({ module }: PythonContext, handler: SyntaxNode): SyntaxNode | undefined {
  if (handler.type !== 'identifier') return undefined;
  const name = module.textOf(handler);
  const named = module.nodesOf('function_definition').filter((node) => {
    const nameNode = node.child('identifier');
    return nameNode !== undefined && module.textOf(nameNode) === name;
  });
  return named.length === 1 ? named[0] : undefined;
}

/** A variable that holds the agent and that the code uses. */
function instanceIn({ module, agent }: PythonContext, body: SyntaxNode): string | undefined {
  for (const node of body.walk()) {
    const [object, nameNode] = node.type === 'attribute' ? node.parts : [];
    if (object?.type !== 'identifier' || nameNode === undefined) continue;
    const uses = foreignUses(module, agent, module.textOf(nameNode));
    if (uses.some((use) => use.node === node && use.holder === 'agent')) return module.textOf(object);
  }
  return undefined;
}
