/** What must follow the letter of an escape. */
const continuations: Readonly<Record<string, RegExp>> = {
  x: /^[0-9a-fA-F]{2}/,
  u: /^[0-9a-fA-F]{4}/,
  U: /^00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}/,
  N: /^\{[^}]+\}/,
};
const complaints: Readonly<Record<string, string>> = {
  x: 'truncated \\xXX escape',
  u: 'truncated \\uXXXX escape',
  U: 'truncated or illegal \\UXXXXXXXX escape',
  N: 'malformed \\N character escape',
};
const escapes = /\\([^])/g;
const LONGEST_LOOK_AHEAD = 80;

/** What Python says of the first escape in a literal that stands for no character; `undefined` when all are sound. */
export function badEscape(content: string, isBytes: boolean): string | undefined {
  for (const { 1: letter = '', index } of content.matchAll(escapes)) {
    const continuation = continuations[letter];
    if (!continuation || (isBytes && letter !== 'x')) continue;
    if (continuation.test(content.slice(index + 2, index + 2 + LONGEST_LOOK_AHEAD))) continue;
    if (isBytes) return `(value error) invalid \\x escape at position ${index}`;
    return `(unicode error) 'unicodeescape' codec can't decode bytes: ${complaints[letter] ?? ''}`;
  }
  return undefined;
}
