import { sortEdits, type TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { SyntaxNode } from './syntax-node.js';

/** Nodes of a former tree by the place where they start in the new text. */
export type KnownNodes = ReadonlyMap<number, readonly SyntaxNode[]>;

/**
 * The statements of a module and of its classes that no edit touches. Their text is the same, so their trees are: copying them costs a
 * fraction of reading them out of the parser again. An edit that only touches an edge counts, because it may lengthen the statement.
 */
export function keepUntouched(root: SyntaxNode, edits: readonly TextEdit[]): KnownNodes {
  const sorted = sortEdits(edits);
  const kept = new Map<number, SyntaxNode[]>();
  let next = 0;
  let shift = 0;
  for (const node of statementsOf(root)) {
    for (let edit = sorted[next]; edit && edit.end < node.start; edit = sorted[++next]) {
      shift += edit.newText.length - (edit.end - edit.start);
    }
    const edit = sorted[next];
    if (edit && edit.start <= node.end) continue;
    const start = node.start + shift;
    kept.set(start, [...(kept.get(start) ?? []), node]);
  }
  return kept;
}

/** In source order; a class stands before its members. */
function* statementsOf(node: SyntaxNode): Generator<SyntaxNode> {
  for (const child of node.children) {
    if (child.children.length === 0) continue;
    yield child;
    const definition = child.type === 'decorated_definition' ? child.child('class_definition') : child;
    const body = definition?.type === 'class_definition' ? definition.child('block') : undefined;
    if (body) yield* statementsOf(body);
  }
}
