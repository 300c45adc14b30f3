import { sortEdits, type TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { SyntaxNode } from './syntax-node.js';

/** Definitions next to each other that no edit touches, and what stands for all of them. */
interface KeptDefinitions {
  /** In the tree of the text before the edits; it and the last one stand in the same suite. */
  readonly first: SyntaxNode;
  readonly last: SyntaxNode;
  /** In the shortened text. */
  readonly start: number;
  readonly end: number;
  /** What has to be added to an offset behind it to get one in the whole text. */
  readonly shift: number;
}

/**
 * The text that edits have led to, with a short stand-in for functions and classes that they left alone and all that is between them. A
 * definition reads the same wherever it stands at the same indentation, so that the tree of the whole text is the one of this text with
 * their former trees put in.
 */
export interface ShortenedText {
  readonly text: string;
  /** In source order. */
  readonly kept: readonly KeptDefinitions[];
}

const standIn = { text: 'def f():0', type: 'function_definition' };

/** The type of the nodes that stand for kept ones. */
export const standInType = standIn.type;

export function shortenText(
  before: { readonly text: string; readonly root: SyntaxNode },
  text: string,
  edits: readonly TextEdit[],
): ShortenedText {
  const kept: KeptDefinitions[] = [];
  const pieces: string[] = [];
  let at = 0;
  let length = 0;
  for (const { first, last, start } of untouchedDefinitions(before.root, edits)) {
    if (indentationAt(text, start) !== indentationAt(before.text, first.start)) continue;
    pieces.push(text.slice(at, start), standIn.text);
    length += start - at;
    at = start + last.end - first.start;
    const end = length + standIn.text.length;
    kept.push({ first, last, start: length, end, shift: at - end });
    length = end;
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

/** Definitions next to each other in a suite. */
interface Untouched {
  readonly first: SyntaxNode;
  last: SyntaxNode;
  /** In the text after the edits. */
  readonly start: number;
}

/**
 * The definitions that no edit meets, with what follows them up to the next statement: a comment put there might belong to them. In
 * source order; of a class that an edit meets, its members.
 */
function untouchedDefinitions(root: SyntaxNode, edits: readonly TextEdit[]): readonly Untouched[] {
  const finder = new UntouchedFinder(sortEdits(edits));
  finder.visit(root, root.end);
  return finder.found;
}

class UntouchedFinder {
  readonly found: Untouched[] = [];
  /** The first edit that has not been passed. */
  private next = 0;
  /** What those that have been passed add to an offset. */
  private shift = 0;

  constructor(private readonly edits: readonly TextEdit[]) {}

  visit({ parts: statements }: SyntaxNode, end: number): void {
    let going: Untouched | undefined;
    for (const [index, statement] of statements.entries()) {
      const node = definitionIn(statement);
      if (!node) {
        going = undefined;
        continue;
      }
      const isHeadTouched = this.pass(statement, node);
      const following = statements[index + 1]?.start ?? end;
      const edit = this.edits[this.next];
      const isTouched = edit !== undefined && edit.start <= following;
      if (isTouched) this.visitMembers(node, following);
      if (going && !isTouched && !isHeadTouched) going.last = statement;
      else going = isTouched ? undefined : this.begin(isHeadTouched ? node : statement);
      // Behind decorators that an edit met stands no other statement of the suite.
      if (isHeadTouched) going = undefined;
    }
  }

  /** Passes the edits before a definition, and says whether one of them meets its decorators. */
  private pass(statement: SyntaxNode, { start }: SyntaxNode): boolean {
    let isHeadTouched = false;
    for (let edit = this.edits[this.next]; edit && edit.end < start; edit = this.edits[++this.next]) {
      this.shift += edit.newText.length - (edit.end - edit.start);
      isHeadTouched ||= edit.end >= statement.start;
    }
    return isHeadTouched;
  }

  private begin(first: SyntaxNode): Untouched {
    const begun = { first, last: first, start: first.start + this.shift };
    this.found.push(begun);
    return begun;
  }

  private visitMembers(node: SyntaxNode, end: number): void {
    const body = node.type === 'class_definition' ? node.child('block') : undefined;
    if (body) this.visit(body, end);
  }
}

const definitions = ['function_definition', 'class_definition'];

function definitionIn(statement: SyntaxNode): SyntaxNode | undefined {
  if (statement.type === 'decorated_definition') return statement.child(...definitions);
  return definitions.includes(statement.type) ? statement : undefined;
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
