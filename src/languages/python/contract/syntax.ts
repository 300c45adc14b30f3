import type { Node } from 'web-tree-sitter';

/** The child in a field of the grammar. */
export function field(node: Node, name: string): Node | undefined {
  return node.childForFieldName(name) ?? undefined;
}

/** The node and everything below it, in source order; what `enters` refuses is yielded but not entered. */
export function* walk(node: Node, enters: (node: Node) => boolean = () => true): Generator<Node> {
  yield node;
  if (!enters(node)) return;
  for (const child of node.namedChildren) yield* walk(child, enters);
}

/** The value of a string literal without interpolations; `undefined` for anything else. */
export function stringValue(node: Node | undefined): string | undefined {
  if (node?.type !== 'string') return undefined;
  if (node.namedChildren.some((part) => part.type === 'interpolation')) return undefined;
  return node.namedChildren
    .filter((part) => part.type === 'string_content')
    .map((part) => part.text)
    .join('');
}

/** The value of an integer literal; `undefined` for anything else. */
export function integerValue(node: Node | undefined): number | undefined {
  if (node?.type !== 'integer') return undefined;
  const value = Number(node.text.replaceAll('_', ''));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** The last name of what is called: `Thread` for `threading.Thread(…)`. */
export function calledName(call: Node): string {
  const callee = field(call, 'function');
  if (callee?.type === 'attribute') return field(callee, 'attribute')?.text ?? '';
  return callee?.type === 'identifier' ? callee.text : '';
}

/** What a method is called on: `self.context` for `self.context.socket(…)`. */
export function receiver(call: Node): Node | undefined {
  const callee = field(call, 'function');
  return callee?.type === 'attribute' ? field(callee, 'object') : undefined;
}

export interface CallArguments {
  readonly positional: readonly Node[];
  readonly keywords: ReadonlyMap<string, Node>;
}

/** The arguments of a call; unpacked ones (`*a`, `**k`) are left out. */
export function callArguments(call: Node): CallArguments {
  const list = field(call, 'arguments')?.namedChildren ?? [];
  const positional = list.filter(
    (one) => !['keyword_argument', 'list_splat', 'dictionary_splat', 'comment'].includes(one.type),
  );
  const pairs = list.flatMap((one): (readonly [string, Node])[] => {
    const name = one.type === 'keyword_argument' ? field(one, 'name') : undefined;
    const value = field(one, 'value');
    return name && value ? [[name.text, value]] : [];
  });
  return { positional, keywords: new Map(pairs) };
}

/** The statements of a block, without comments. */
export function statements(block: Node | undefined): readonly Node[] {
  return (block?.namedChildren ?? []).filter((one) => one.type !== 'comment');
}

/** The block of an except or finally clause, which the grammar keeps without a field. */
export function clauseBlock(clause: Node): Node | undefined {
  return field(clause, 'body') ?? clause.namedChildren.findLast((one) => one.type === 'block');
}

/** Keys of a dictionary literal that are plain strings. */
export function dictionaryKeys(node: Node): readonly string[] {
  if (node.type !== 'dictionary') return [];
  return node.namedChildren.flatMap((pair) => stringValue(field(pair, 'key')) ?? []);
}

/** The expression without the parentheses around it. */
export function unparenthesized(node: Node): Node {
  const inner = node.type === 'parenthesized_expression' ? node.namedChildren[0] : undefined;
  return inner === undefined ? node : unparenthesized(inner);
}

/** 1-based line of a node. */
export function lineOf(node: Node): number {
  return node.startPosition.row + 1;
}
