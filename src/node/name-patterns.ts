import ignore, { type Ignore } from 'ignore';

/**
 * Tells fast which names some of many `.gitignore` patterns may end in, upper and lower case alike. Almost every pattern is a plain name or
 * has one star at an end; only the rest needs regular expressions. A folder's name ends in `/`.
 */
export class NamePatterns {
  private readonly names = new Set<string>();
  private readonly starts: string[] = [];
  private readonly ends: string[] = [];
  private readonly others: Ignore | undefined;

  constructor(patterns: readonly string[]) {
    const others = patterns.flatMap(lastPart).filter((part) => !this.addPlain(part));
    this.others = others.length > 0 ? ignore().add(others) : undefined;
  }

  mayMatch(name: string): boolean {
    const bare = (name.endsWith('/') ? name.slice(0, -1) : name).toLowerCase();
    return (
      this.names.has(bare) ||
      this.ends.some((end) => bare.endsWith(end)) ||
      this.starts.some((start) => bare.startsWith(start)) ||
      this.others?.ignores(name) === true
    );
  }

  private addPlain(part: string): boolean {
    const bare = part.replace(/\/?\s*$/u, '').toLowerCase();
    if (!/[*?[\]\\]/u.test(bare)) this.names.add(bare);
    else if (/^\*[^*?[\]\\]+$/u.test(bare)) this.ends.push(bare.slice(1));
    else if (/^[^*?[\]\\]+\*$/u.test(bare)) this.starts.push(bare.slice(0, -1));
    else return false;
    return true;
  }
}

/** What the name of a path must match for the pattern to match the path: its part after the last inner slash. */
function lastPart(pattern: string): readonly string[] {
  const positive = pattern.replace(/^!/u, '');
  if (pattern.startsWith('#') || positive.trim() === '') return [];
  const part = /[^/]+\/?\s*$/u.exec(positive)?.[0] ?? '*';
  return part.startsWith('**') ? ['*'] : [part];
}
