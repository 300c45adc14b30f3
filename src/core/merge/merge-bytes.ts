import { diff3MergeRegions } from 'node-diff3';

/** The three sides of a rollback after an edit: what we wrote, what stands there now, and what shall come back. */
export interface MergeSides {
  readonly base: Uint8Array;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
}

export interface ConflictLabels {
  readonly ours: string;
  readonly base: string;
  readonly theirs: string;
}

export type MergeResult =
  | { readonly kind: 'clean'; readonly bytes: Uint8Array }
  /** `marked` has the conflicting pieces between `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>` lines. */
  | { readonly kind: 'conflict'; readonly count: number; readonly marked: Uint8Array };

/**
 * Three-way merge by lines. Works on bytes (each is one character of its own), so that no encoding, line ending or missing final
 * line break is touched; a line carries its own ending. Edits that touch each other are a conflict.
 */
export function mergeBytes(sides: MergeSides, labels: ConflictLabels): MergeResult {
  const lines = { base: splitLines(sides.base), ours: splitLines(sides.ours), theirs: splitLines(sides.theirs) };
  const shared = sharedEnds(lines.base, lines.ours, lines.theirs);
  const middle = (all: readonly string[]): string[] => all.slice(shared.head, all.length - shared.tail);
  const pieces = [lines.base.slice(0, shared.head).join('')];
  const lineEnd = lines.ours[0]?.endsWith('\r\n') === true ? '\r\n' : '\n';
  let count = 0;
  for (const region of diff3MergeRegions(middle(lines.ours), middle(lines.base), middle(lines.theirs))) {
    if (region.stable) {
      pieces.push(region.bufferContent.join(''));
    } else if (sameLines(region.aContent, region.bContent)) {
      pieces.push(region.aContent.join(''));
    } else {
      count++;
      pieces.push(markConflict([region.aContent, region.oContent, region.bContent], labels, lineEnd));
    }
  }
  pieces.push(lines.base.slice(lines.base.length - shared.tail).join(''));
  const bytes = toBytes(pieces.join(''));
  return count === 0 ? { kind: 'clean', bytes } : { kind: 'conflict', count, marked: bytes };
}

/** Lines at the start and at the end that all three have: most of a file, and no work for the comparison. */
function sharedEnds(...sides: readonly (readonly string[])[]): { readonly head: number; readonly tail: number } {
  const [base = [], ...others] = sides;
  const shortest = Math.min(...sides.map((lines) => lines.length));
  let head = 0;
  while (head < shortest && others.every((lines) => lines[head] === base[head])) head++;
  let tail = 0;
  while (tail < shortest - head && others.every((lines) => lines.at(-1 - tail) === base.at(-1 - tail))) tail++;
  return { head, tail };
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

function markConflict(contents: readonly (readonly string[])[], labels: ConflictLabels, lineEnd: string): string {
  const [ours = '', base = '', theirs = ''] = contents.map((lines) => closed(lines.join(''), lineEnd));
  const label = (sign: string, name = ''): string => `${`${sign.repeat(7)} ${name}`.trimEnd()}${lineEnd}`;
  return [
    label('<', labels.ours),
    ours,
    label('|', labels.base),
    base,
    label('='),
    theirs,
    label('>', labels.theirs),
  ].join('');
}

/** A marker needs a line of its own, also after a last line without a break. */
function closed(text: string, lineEnd: string): string {
  return text === '' || text.endsWith('\n') || text.endsWith('\r') ? text : text + lineEnd;
}

function splitLines(bytes: Uint8Array): string[] {
  return toText(bytes).match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/gu) ?? [];
}

const chunkLength = 0x8000;

function toText(bytes: Uint8Array): string {
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += chunkLength) {
    chunks.push(String.fromCharCode(...bytes.subarray(at, at + chunkLength)));
  }
  return chunks.join('');
}

function toBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
