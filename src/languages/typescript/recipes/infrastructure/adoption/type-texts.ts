/** Whether a place of one type takes every value of another, as far as their texts tell; the type check has the last word. */
export function takesType(wanted: string, given: string): boolean {
  const alternatives = alternativesOf(wanted);
  return (
    alternatives.some((one) => one === 'any' || one === 'unknown') ||
    alternativesOf(given).every((one) => alternatives.includes(one))
  );
}

export const sameType = (a: string, b: string): boolean => a.replace(/\s/g, '') === b.replace(/\s/g, '');

/** `A | B<C | D>` is A and B<C|D>. */
function alternativesOf(type: string): readonly string[] {
  const text = type.replace(/\s/g, '');
  const alternatives: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    const isArrow = letter === '>' && text.charAt(at - 1) === '=';
    if ('([{<'.includes(letter)) depth++;
    else if (')]}>'.includes(letter) && !isArrow) depth--;
    else if (letter === '|' && depth === 0) {
      alternatives.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...alternatives, text.slice(start)].filter((one) => one !== '');
}
