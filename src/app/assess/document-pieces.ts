/** Text, or bytes of UTF-8. */
export type Piece = string | Uint8Array;

/** What stands before and behind the time that an assessment took in its document. */
export type DocumentPieces = readonly [before: Piece, after: Piece];

const field = '"elapsedMs":';

/** Takes a document apart that was made in no measured time. */
export function piecesOf(document: string): readonly [string, string] {
  // In a text of the workspace the quotes would be escaped: this is the summary's own field.
  const end = document.indexOf(`${field}0`) + field.length;
  return [document.slice(0, end), document.slice(end + 1)];
}
