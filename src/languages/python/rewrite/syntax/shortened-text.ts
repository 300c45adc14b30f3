import { sortEdits, type TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { SyntaxNode } from './syntax-node.js';

/** A definition that no edit touches, and what stands for it. */
interface KeptDefinition {
  /** In the tree of the text before the edits. */
  readonly node: SyntaxNode;
  /** In the shortened text. */
  readonly start: number;
  readonly end: number;
  /** What has to be added to an offset behind it to get one in the whole text. */
  readonly shift: number;
}

/**
 * The text that edits have led to, with a short stand-in for each function and class that they left alone. A definition reads the same
 * wherever it stands at the same indentation, so that the tree of the whole text is the one of this text with their former trees put in.
 */
export interface ShortenedText {
  readonly text: string;
  /** In source order. */
  readonly kept: readonly KeptDefinition[];
}

const standIns = new Map([
  ['function_definition', 'def f():0'],
  ['class_definition', 'class C:0'],
]);

export function shortenText(
  before: { readonly text: string; readonly root: SyntaxNode },
  text: string,
  edits: readonly TextEdit[],
): ShortenedText {
  const kept: KeptDefinition[] = [];
  const pieces: string[] = [];
  let at = 0;
  let length = 0;
  for (const { node, start } of untouchedDefinitions(before.root, edits)) {
    const standIn = standIns.get(node.type) ?? '';
    if (indentationAt(text, start) !== indentationAt(before.text, node.start)) continue;
    pieces.push(text.slice(at, start), standIn);
    length += start - at;
    at = start + node.end - node.start;
    kept.push({ node, start: length, end: length + standIn.length, shift: at - length - standIn.length });
    length += standIn.length;
  }
  pieces.push(text.slice(at));
  return { text: pieces.join(''), kept };
}

/** What stands before it in its line. */
function indentationAt(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return text.slice(start, offset);
}

interface Untouched {
  readonly node: SyntaxNode;
  /** In the text after the edits. */
  readonly start: number;
}

/**
 * The definitions that no edit meets, with what follows them up to the next statement: a comment put there might belong to them. In
 * source order; of a class that an edit meets, its members.
 */
function untouchedDefinitions(root: SyntaxNode, edits: readonly TextEdit[]): readonly Untouched[] {
  const sorted = sortEdits(edits);
  const found: Untouched[] = [];
  let next = 0;
  let shift = 0;
  const visit = (suite: SyntaxNode, end: number): void => {
    const statements = suite.parts;
    for (const [index, statement] of statements.entries()) {
      const node = definitionIn(statement);
      if (!node) continue;
      for (let edit = sorted[next]; edit && edit.end < node.start; edit = sorted[++next])
        shift += edit.newText.length - (edit.end - edit.start);
      const following = statements[index + 1]?.start ?? end;
      const edit = sorted[next];
      if (!edit || edit.start > following) found.push({ node, start: node.start + shift });
      else if (node.type === 'class_definition') {
        const body = node.child('block');
        if (body) visit(body, following);
      }
    }
  };
  visit(root, root.end);
  return found;
}

function definitionIn(statement: SyntaxNode): SyntaxNode | undefined {
  return statement.type === 'decorated_definition'
    ? statement.child(...standIns.keys())
    : standIns.has(statement.type)
      ? statement
      : undefined;
}

/** An offset of the shortened text in the whole one. */
export function wholeOffset({ kept }: ShortenedText, offset: number): number {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((kept[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return offset + (kept[low - 1]?.shift ?? 0);
}
