import type { AgentSyntax } from '../../../rewrite/agent-syntax.js';
import { oncePerAgent } from '../../../rewrite/once-per-agent.js';
import { oncePerModule } from '../../../rewrite/once-per-module.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { statementsOf } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import {
  assignmentOf,
  callOf,
  callsOfOrigin,
  expressionOf,
  isLogging,
  originOf,
  type CallSyntax,
} from '../../reading/origins.js';

/** Statements, next to each other in one suite, with which a method loads a model into the agent. */
export interface ModelLoad {
  readonly method: MethodSyntax;
  readonly suite: SyntaxNode;
  readonly first: SyntaxNode;
  readonly last: SyntaxNode;
}

/** Calls that load a model, by what they import. */
const loaders = new Set([
  'torch.load',
  'torch.jit.load',
  'torch.hub.load',
  'whisper.load_model',
  'faster_whisper.WhisperModel',
  'llama_cpp.Llama',
  'transformers.pipeline',
  'sentence_transformers.SentenceTransformer',
  'TTS.api.TTS',
  'vllm.LLM',
]);
const loadingMethods = new Set(['from_pretrained', 'from_quantized', 'from_single_file']);
/** Classes whose `from_pretrained` loads what goes with a model, and no weights. */
const companions = /(?:Tokenizer\w*|Processor|Config|FeatureExtractor|Scheduler)$/;
/** Methods that return the model on which they are called. */
const moves = new Set(['to', 'cuda', 'cpu', 'half', 'float', 'bfloat16', 'eval', 'requires_grad_']);

type Kind = 'model' | 'companion' | 'move' | 'remark' | undefined;

/** The one place in the method where models are loaded; `undefined` for none, for several, and for one that shares its suite with others. */
export function modelLoadIn(module: PythonModule, agent: AgentSyntax, method: MethodSyntax): ModelLoad | undefined {
  if (!loadsOf(module).some((call) => call.isWithin(method.body))) return undefined;
  const kinds = kindsOf(module, agent);
  const kindOf = (statement: SyntaxNode): Kind => {
    if (!kinds.has(statement)) kinds.set(statement, readKind(module, agent, statement));
    return kinds.get(statement);
  };
  const loading = module.nodesIn(method.body, 'expression_statement').filter((node) => kindOf(node) === 'model');
  const suite = loading[0]?.parent;
  if (suite === undefined || loading.some(({ parent }) => parent !== suite)) return undefined;
  const all = statementsOf(suite);
  const [from, to] = [all.findIndex((one) => one === loading[0]), all.findIndex((one) => one === loading.at(-1))];
  if (all.slice(from, to).some((one) => kindOf(one) === undefined)) return undefined;
  const before = extent(all.slice(0, from).toReversed().map(kindOf), ['companion']);
  const behind = extent(all.slice(to + 1).map(kindOf), ['companion', 'move']);
  const [first, last] = [all[from - before], all[to + behind]];
  return first && last && { method, suite, first, last };
}

/** Every call of the file that loads a model; most files, and most methods, have none. */
const loadsOf = oncePerModule((module): readonly SyntaxNode[] => {
  const calls = [
    ...[...loaders].flatMap((origin) => callsOfOrigin(module, origin)),
    ...[...loadingMethods].flatMap((name) => module.callsNamed(name)),
  ];
  return calls.filter((node) => {
    const call = callOf(module, node);
    return call !== undefined && loadedBy(module, call) === 'model';
  });
});

/** Several recipes ask about the same statements. */
const kindsOf = oncePerAgent(() => new Map<SyntaxNode, Kind>());

/** How many statements lead up to the last one that belongs, with nothing but remarks between those that do. */
function extent(kinds: readonly Kind[], belonging: readonly Kind[]): number {
  const end = kinds.findIndex((kind) => kind !== 'remark' && !belonging.includes(kind));
  return kinds.slice(0, end < 0 ? kinds.length : end).findLastIndex((kind) => belonging.includes(kind)) + 1;
}

function readKind(module: PythonModule, agent: AgentSyntax, statement: SyntaxNode): Kind {
  if (isLogging(module, statement)) return 'remark';
  const assignment = assignmentOf(statement);
  const isOwn = (node: SyntaxNode | undefined): boolean => node !== undefined && agent.self.byNode.has(node);
  if (assignment && !isOwn(assignment.target)) return undefined;
  const call = innermost(module, assignment?.value ?? expressionOf(statement));
  if (call === undefined) return undefined;
  if (moves.has(call.name) && isOwn(call.receiver)) return 'move';
  return assignment && loadedBy(module, call);
}

/** The load in `load(…).to(device).eval()`. */
function innermost(module: PythonModule, value: SyntaxNode | undefined): CallSyntax | undefined {
  const call = callOf(module, value);
  const isMoved = call !== undefined && moves.has(call.name) && call.receiver?.type === 'call';
  return isMoved ? innermost(module, call.receiver) : call;
}

function loadedBy(module: PythonModule, call: CallSyntax): Kind {
  if (loaders.has(originOf(module, call.callee) ?? '')) return 'model';
  const origin = call.receiver && originOf(module, call.receiver);
  if (origin === undefined || !loadingMethods.has(call.name)) return undefined;
  return companions.test(origin) ? 'companion' : 'model';
}

/** The method may run before the base's constructor has: what the base offers is then not there yet. */
export function mayRunBeforeBase(agent: AgentSyntax, method: MethodSyntax): boolean {
  const [call] = agent.superCalls;
  if (agent.init === undefined) return false;
  if (call === undefined) return true;
  const end = call.statement.end;
  return agent.self.named(method.name).some(({ node, method: user }) => user === agent.init && node.start < end);
}
