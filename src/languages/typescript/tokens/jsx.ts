/** What the scanner accepts beyond plain JavaScript. */
export interface Dialect {
  /** `<` where a value may begin opens an element. */
  readonly jsx: boolean;
  /** Types may stand in the text. */
  readonly types: boolean;
}

const genericHead = /<\s*(?:const\s+)?[\p{L}_$][\w$]*\s*(?:,|extends\s|=[^>=])/uy;
const bareHead = /<\s*([\p{L}_$][\w$]*)\s*>\s*\(/uy;

/** Whether `<` opens an element: in TypeScript, `<T,>(…) => …` and its like are generic functions. */
export function opensElement(text: string, at: number, { jsx, types }: Dialect): boolean {
  if (!jsx || !/[\p{L}_$>]/u.test(text.charAt(at + 1))) return false;
  if (!types) return true;
  genericHead.lastIndex = at;
  if (genericHead.test(text)) return false;
  bareHead.lastIndex = at;
  const name = bareHead.exec(text)?.[1];
  return name === undefined || text.includes(`</${name}`, at);
}

const tagName = /[\p{L}\p{N}_$-]+/uy;

/** The end of a name in a tag, hyphens included; `at` itself when there is none. */
export function endOfTagName(text: string, at: number): number {
  tagName.lastIndex = at;
  return tagName.test(text) ? tagName.lastIndex : at;
}

/** The end of the type arguments of a tag, `<List<Item> …>`, from their `<`. */
export function endOfTagTypes(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '<') depth++;
    else if (character === '>' && text.charAt(at - 1) !== '=' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** By the ending of a file's name: TypeScript keeps `<T>value` and elements apart by it, JavaScript may always hold elements. */
export function dialectOf(path: string): Dialect {
  const types = /\.[mc]?tsx?$/.test(path);
  return { types, jsx: !types || path.endsWith('.tsx') };
}
