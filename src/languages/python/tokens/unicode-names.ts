const nameCharacters = /^\p{XID_Continue}+$/u;
const nameStart = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/** Whether the code point at `index` may stand in a name, at its start or later, after NFKC normalisation as PEP 3131 has it. */
export function isUnicodeNamePart(text: string, index: number, isFirst: boolean): boolean {
  const point = String.fromCodePoint(text.codePointAt(index) ?? 0).normalize('NFKC');
  return isFirst ? nameStart.test(point) : nameCharacters.test(point);
}
