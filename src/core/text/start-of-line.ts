/** The offset of the first character of the line that holds `offset`; a line ends with CR, LF or both. */
export function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !'\r\n'.includes(text.charAt(at - 1))) at--;
  return at;
}
