import { mergeLines, type MergedPiece } from './merge-lines.js';

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
  const ours = splitLines(sides.ours);
  const lineEnd = ours[0]?.endsWith('\r\n') === true ? '\r\n' : '\n';
  const pieces = mergeLines(splitLines(sides.base), ours, splitLines(sides.theirs));
  const count = pieces.filter(({ kind }) => kind === 'conflict').length;
  const text = pieces.map((piece) =>
    piece.kind === 'settled' ? piece.lines.join('') : markConflict(piece, labels, lineEnd),
  );
  const bytes = toBytes(text.join(''));
  return count === 0 ? { kind: 'clean', bytes } : { kind: 'conflict', count, marked: bytes };
}

type Conflict = Extract<MergedPiece, { kind: 'conflict' }>;

function markConflict({ ours, base, theirs }: Conflict, labels: ConflictLabels, lineEnd: string): string {
  const marker = (sign: string, label = ''): string => `${`${sign.repeat(7)} ${label}`.trimEnd()}${lineEnd}`;
  return [
    marker('<', labels.ours),
    closed(ours, lineEnd),
    marker('|', labels.base),
    closed(base, lineEnd),
    marker('='),
    closed(theirs, lineEnd),
    marker('>', labels.theirs),
  ].join('');
}

/** A marker needs a line of its own, also after a last line without a break. */
function closed(lines: readonly string[], lineEnd: string): string {
  const text = lines.join('');
  return text === '' || text.endsWith('\n') || text.endsWith('\r') ? text : text + lineEnd;
}

function splitLines(bytes: Uint8Array): string[] {
  return toText(bytes).match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+/gu) ?? [];
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
