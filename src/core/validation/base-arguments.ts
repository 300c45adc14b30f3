const constructorCall = /\bsuper\s*\([^()]*\)\s*\.\s*__init__\s*\(|\w\s*\.\s*__init__\s*\(|\bsuper\s*\(/g;

/** Whether a constructor of the text names that keyword, or key of an object, in what it gives to the constructor of its base. */
export function givesItsBase(text: string, keyword: string): boolean {
  const named = new RegExp(String.raw`(?<![\w.])${keyword}\s*(?:=(?!=)|[:,}])`);
  return argumentsForBases(text).some((given) => named.test(given));
}

function argumentsForBases(text: string): readonly string[] {
  return [...text.matchAll(constructorCall)].map(({ index, 0: { length } }) => {
    const start = index + length;
    return text.slice(start, endOfArguments(text, start));
  });
}

/** Where the bracket closes that is open at `start`. */
function endOfArguments(text: string, start: number): number {
  let depth = 1;
  for (let place = start; place < text.length; place += 1) {
    if (text[place] === '(') depth += 1;
    else if (text[place] === ')') depth -= 1;
    if (depth === 0) return place;
  }
  return text.length;
}
