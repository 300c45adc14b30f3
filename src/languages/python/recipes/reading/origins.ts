import { oncePerModule } from '../../rewrite/once-per-module.js';
import { importedNames } from '../../rewrite/syntax/imports.js';
import { kindOf } from '../../rewrite/syntax/node-table.js';
import { hasOwnEffects } from '../../rewrite/syntax/own-effects.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';

const attribute = kindOf('attribute');

/**
 * What a dotted name stands for through the module's imports: `zmq.REP` for `zmq.REP`, `z.REP` and `REP`, as the imports have it;
 * `undefined` for anything that is no name, or whose first name no import binds.
 */
export function originOf(module: PythonModule, node: SyntaxNode): string | undefined {
  let head: SyntaxNode | undefined = node;
  while (head?.type === 'attribute') head = head.parts[0];
  if (head?.type !== 'identifier') return undefined;
  const origin = originsOfNames(module).get(module.textOf(head));
  const rest = { start: head.end, end: node.end };
  return origin === undefined ? undefined : origin + module.textOf(rest).replace(/\s/g, '');
}

/** The first import of a name is the one that it is taken for. */
const originsOfNames = oncePerModule(
  (module) =>
    new Map(
      importedNames(module)
        .toReversed()
        .map(({ local, origin }) => [local, origin]),
    ),
);

/** The callee of a call and its arguments. Of most calls nobody asks more than the name. */
export class CallSyntax {
  /** The last name of the callee. */
  readonly name: string;
  /** What stands before the last name; absent for a plain name. */
  readonly receiver: SyntaxNode | undefined;

  constructor(
    private readonly module: PythonModule,
    readonly node: SyntaxNode,
    readonly callee: SyntaxNode,
    private readonly list: SyntaxNode,
  ) {
    const isMember = callee.type === 'attribute';
    const last = isMember ? callee.parts[1] : callee;
    this.name = last === undefined ? '' : module.textOf(last);
    this.receiver = isMember ? callee.parts[0] : undefined;
  }

  get positional(): readonly SyntaxNode[] {
    return this.list.parts.filter(({ type }) => !['keyword_argument', 'list_splat', 'dictionary_splat'].includes(type));
  }

  get keywords(): ReadonlyMap<string, SyntaxNode> {
    const pairs = this.list.childrenOf('keyword_argument').flatMap(({ parts: [name, value] }) => {
      return name && value ? [[this.module.textOf(name), value] as const] : [];
    });
    return new Map(pairs);
  }
}

/** The call that a node is, or awaits; `undefined` for any other node. */
export function callOf(module: PythonModule, node: SyntaxNode | undefined): CallSyntax | undefined {
  if (node?.type === 'await') return callOf(module, node.parts[0]);
  if (node?.type !== 'call') return undefined;
  const known = callsOfModule(module);
  const call = known.get(node) ?? readCall(module, node) ?? 'none';
  known.set(node, call);
  return call === 'none' ? undefined : call;
}

const callsOfModule = oncePerModule(() => new Map<SyntaxNode, CallSyntax | 'none'>());

function readCall(module: PythonModule, node: SyntaxNode): CallSyntax | undefined {
  const [callee, list] = node.parts;
  if (callee === undefined || list?.type !== 'argument_list') return undefined;
  return new CallSyntax(module, node, callee, list);
}

/** Every call below a node, itself included. */
export function callsIn(module: PythonModule, node: SyntaxNode): readonly CallSyntax[] {
  const calls: CallSyntax[] = [];
  for (const one of module.nodesIn(node, 'call')) {
    const call = callOf(module, one);
    if (call) calls.push(call);
  }
  return calls;
}

/** Every call in the module of what an import brings, in source order. */
export function callsOfOrigin(module: PythonModule, origin: string): readonly SyntaxNode[] {
  return callsByOrigin(module).get(origin) ?? [];
}

const callsByOrigin = oncePerModule((module): ReadonlyMap<string, readonly SyntaxNode[]> => {
  const calls = new Map<string, SyntaxNode[]>();
  for (const node of importedCalls(module)) {
    const callee = node.part(0);
    const origin = callee && originOf(module, callee);
    if (origin === undefined) continue;
    const same = calls.get(origin);
    if (same) same.push(node);
    else calls.set(origin, [node]);
  }
  return calls;
});

/** Calls whose callee begins with a name that an import binds. Of all others, most of a file's, no node is made. */
function importedCalls(module: PythonModule): readonly SyntaxNode[] {
  const { tree } = module.root;
  const { table } = tree;
  const imported = new Set([...originsOfNames(module).keys()].map((name) => table.names.find(name)));
  imported.delete(0);
  const found: SyntaxNode[] = [];
  for (const place of tree.placesOf('call')) {
    let head = table.part(place, 0);
    while (table.kind(head) === attribute) head = table.part(head, 0);
    if (imported.has(table.name(head))) found.push(tree.at(place));
  }
  return found;
}

/** The value of an expression statement: the call of `self.socket.close()`. */
export function expressionOf(statement: SyntaxNode): SyntaxNode | undefined {
  const [only, ...more] = statement.type === 'expression_statement' ? statement.parts : [];
  return more.length === 0 ? only : undefined;
}

/** Target and value of a plain assignment statement to one target, annotated or not. */
export function assignmentOf(
  statement: SyntaxNode,
): { readonly target: SyntaxNode; readonly value: SyntaxNode } | undefined {
  const assignment = expressionOf(statement);
  const parts: readonly SyntaxNode[] = assignment?.type === 'assignment' ? assignment.parts : [];
  const [target, ...others] = parts;
  const value = others.at(-1);
  if (target === undefined || value === undefined) return undefined;
  if (value.type === 'assignment' || value.type === 'type') return undefined;
  return { target, value };
}

const levels = new Set(['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'log']);

/** A statement that only says something: a call of a logger or of `print`. */
export function isLogging(module: PythonModule, statement: SyntaxNode): boolean {
  const call = callOf(module, expressionOf(statement));
  if (call === undefined || hasOwnEffects(module, call.node.parts[1])) return false;
  if (call.receiver === undefined) return call.name === 'print';
  return levels.has(call.name) && /(^|[._])log(ger|ging)?$/i.test(module.textOf(call.receiver));
}
