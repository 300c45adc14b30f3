import { nameToken } from './evidence/health.js';
import type { ImportBinding } from './imports.js';
import type { PythonSource } from './source.js';
import * as Keyword from './scanner/keywords.js';
import * as Kind from './tokens/kinds.js';

export interface EntryPoint {
  readonly exists: boolean;
  /** Names, as known in the file, of top-level and imported classes that it makes an instance of. */
  readonly classes: readonly string[];
}

/** The main guard (or a bare call of `main` at module level) and what it instantiates, by itself or in module functions that it calls. */
export function readEntryPoint(source: PythonSource, imports: readonly ImportBinding[]): EntryPoint {
  return new EntryPointReader(source, imports).read();
}

class EntryPointReader {
  private readonly classes = new Set<string>();
  private readonly visited = new Set<number>();
  private readonly definitions = new Map<number, number>();

  private readonly imported = new Set<number>();

  constructor(
    private readonly source: PythonSource,
    imports: readonly ImportBinding[],
  ) {
    for (const { localId, fact } of imports) if (looksLikeClass(fact.local)) this.imported.add(localId);
  }

  read(): EntryPoint {
    const { source } = this;
    const { statements } = source;
    const entries: number[] = [];
    for (const statement of source.scanned.ofModule) {
      const keyword = statements.keyword(statement);
      if (keyword === Keyword.DEF || keyword === Keyword.CLASS) this.define(statement);
      else if (this.isMainGuard(statement) || this.isBareMain(statement)) entries.push(statement);
    }
    for (const entry of entries) this.visit(entry);
    return { exists: entries.length > 0, classes: [...this.classes] };
  }

  private define(statement: number): void {
    const nameId = this.source.tokens.ids[nameToken(this.source, statement)] ?? 0;
    this.definitions.set(nameId, statement);
  }

  /** `if __name__ == "__main__":`, either way round */
  private isMainGuard(statement: number): boolean {
    const { source } = this;
    const { statements, tokens } = source;
    if (statements.keyword(statement) !== Keyword.IF) return false;
    const first = statements.firstToken(statement) + 1;
    let names = false;
    let main = false;
    for (let at = first; at < statements.endToken(statement); at++) {
      if (tokens.kinds[at] === Kind.NAME && source.nameOf(at) === '__name__') names = true;
      if (tokens.kinds[at] === Kind.STRING && source.stringAt(at) === '__main__') main = true;
    }
    return names && main;
  }

  private isBareMain(statement: number): boolean {
    const { tokens, statements } = this.source;
    const first = statements.firstToken(statement);
    const isCall = tokens.kinds[first] === Kind.NAME && tokens.kinds[first + 1] === Kind.LEFT_PARENTHESIS;
    return isCall && statements.parent(statement) < 0 && this.source.nameOf(first) === 'main';
  }

  /** Looks at a statement and its block, then at the module functions that it names. */
  private visit(statement: number): void {
    if (this.visited.has(statement)) return;
    this.visited.add(statement);
    const { tokens, statements } = this.source;
    const end = statements.endToken(statements.lastInside(statement));
    for (let at = statements.firstToken(statement); at < end; at++) {
      if (tokens.kinds[at] !== Kind.NAME || tokens.kinds[at - 1] === Kind.DOT) continue;
      const id = tokens.ids[at] ?? 0;
      const definition = this.definitions.get(id);
      if (definition !== undefined && statements.keyword(definition) === Keyword.DEF) this.visit(definition);
      else if ((definition !== undefined || this.imported.has(id)) && this.isInstantiated(at)) {
        this.classes.add(this.source.nameOf(at));
      }
    }
  }

  /** `Agent(…)` and `Agent.create(…)` */
  private isInstantiated(token: number): boolean {
    const { kinds } = this.source.tokens;
    if (kinds[token + 1] === Kind.LEFT_PARENTHESIS) return true;
    return kinds[token + 1] === Kind.DOT && kinds[token + 3] === Kind.LEFT_PARENTHESIS;
  }
}

const looksLikeClass = (name: string): boolean => /^[A-Z].*[a-z]/.test(name);
