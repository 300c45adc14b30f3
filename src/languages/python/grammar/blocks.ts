import type { PythonSource } from '../source.js';
import * as Keyword from '../tokens/keywords.js';
import * as Kind from '../tokens/kinds.js';

export interface BlockProblem {
  readonly token: number;
  readonly message: string;
}

const UNFINISHED_TRY = "expected 'except' or 'finally' block";

/** How CPython names the owner of a block that is missing. */
const ownerNames = new Map<number, string>([
  [Keyword.DEF, 'function definition'],
  [Keyword.CLASS, 'class definition'],
  [Keyword.IF, "'if' statement"],
  [Keyword.ELIF, "'elif' statement"],
  [Keyword.ELSE, "'else' statement"],
  [Keyword.FOR, "'for' statement"],
  [Keyword.WHILE, "'while' statement"],
  [Keyword.TRY, "'try' statement"],
  [Keyword.EXCEPT, "'except' statement"],
  [Keyword.FINALLY, "'finally' statement"],
  [Keyword.WITH, "'with' statement"],
  [Keyword.MATCH, "'match' statement"],
  [Keyword.CASE, "'case' statement"],
]);

/** The statements after which each clause may stand, by the clause's keyword. An array: every statement is asked. */
const mayFollow: (readonly number[] | undefined)[] = Array.from({ length: Keyword.UNDERSCORE + 1 }, () => undefined);
mayFollow[Keyword.ELIF] = [Keyword.IF, Keyword.ELIF];
mayFollow[Keyword.ELSE] = [Keyword.IF, Keyword.ELIF, Keyword.FOR, Keyword.WHILE, Keyword.EXCEPT];
mayFollow[Keyword.EXCEPT] = [Keyword.TRY, Keyword.EXCEPT];
mayFollow[Keyword.FINALLY] = [Keyword.TRY, Keyword.EXCEPT, Keyword.ELSE];

/** Checks how statements stand to each other: blocks that are missing or that nothing opens, clauses without the statement they belong to. */
export class BlockReader {
  /** The last statement so far in the block of each header, of the module at 0; -1 before there is one. */
  private readonly siblings: Int32Array;

  constructor(private readonly source: PythonSource) {
    this.siblings = new Int32Array(source.statements.count + 1).fill(-1);
  }

  /** What is wrong with the place of the statement; to be asked in source order. */
  problemOf(statement: number): BlockProblem | undefined {
    const { statements } = this.source;
    const parent = statements.parent(statement);
    const before = this.siblings[parent + 1] ?? -1;
    this.siblings[parent + 1] = statement;
    const first = statements.firstToken(statement);
    const previous = before < 0 ? 0 : statements.keyword(before);
    const unexpected = this.unexpectedIndent(statement, first);
    if (unexpected) return unexpected;
    if (statements.isHeader(statement))
      return this.missingBlock(statement) ?? this.strayClause(statement, previous, first);
    return previous === Keyword.TRY
      ? { token: first, message: UNFINISHED_TRY }
      : this.missingDefinition(statement, first);
  }

  private unexpectedIndent(statement: number, first: number): BlockProblem | undefined {
    const { tokens, statements } = this.source;
    if (tokens.kinds[first - 1] !== Kind.INDENT || tokens.kinds[first - 2] === Kind.DEDENT) return undefined;
    const opensBlock =
      statement > 0 && statements.isHeader(statement - 1) && statements.endToken(statement - 1) === first - 2;
    return opensBlock ? undefined : { token: first, message: 'unexpected indent' };
  }

  private missingBlock(statement: number): BlockProblem | undefined {
    const { source } = this;
    const { tokens, statements } = source;
    const end = statements.endToken(statement);
    if (tokens.kinds[end - 1] !== Kind.COLON || tokens.kinds[end] !== Kind.NEWLINE) return undefined;
    if (tokens.kinds[end + 1] === Kind.INDENT) return undefined;
    const keyword = statements.keyword(statement);
    const { line } = source.rangeOf(statements.firstToken(statement), end - 1);
    let next = end + 1;
    while (tokens.kinds[next] === Kind.DEDENT) next++;
    const message = `expected an indented block after ${ownerNames.get(keyword) ?? 'statement'} on line ${line}`;
    return { token: next, message };
  }

  private strayClause(statement: number, previous: number, first: number): BlockProblem | undefined {
    const keyword = this.source.statements.keyword(statement);
    const owners = mayFollow[keyword];
    if (previous === Keyword.TRY && keyword !== Keyword.EXCEPT && keyword !== Keyword.FINALLY) {
      return { token: first, message: UNFINISHED_TRY };
    }
    if (owners && !owners.includes(previous)) return { token: first, message: 'invalid syntax' };
    return keyword === Keyword.TRY ? this.unfinishedTry(statement, first) : undefined;
  }

  /** A `try` that is the last statement of its block. */
  private unfinishedTry(statement: number, first: number): BlockProblem | undefined {
    const { statements } = this.source;
    const next = statements.lastInside(statement) + 1;
    const hasNext = next < statements.count && statements.parent(next) === statements.parent(statement);
    return hasNext ? undefined : { token: first, message: UNFINISHED_TRY };
  }

  /** A decorator stands above another one, a `def` or a `class`. */
  private missingDefinition(statement: number, first: number): BlockProblem | undefined {
    const { tokens, statements } = this.source;
    if (tokens.kinds[first] !== Kind.AT) return undefined;
    const next = statement + 1;
    const keyword = next < statements.count ? statements.keyword(next) : 0;
    const isDecorated = keyword === Keyword.DEF || keyword === Keyword.CLASS;
    const isAbove = isDecorated || tokens.kinds[statements.firstToken(next)] === Kind.AT;
    const isBeside = next < statements.count && statements.parent(next) === statements.parent(statement);
    if (isAbove && isBeside) return undefined;
    return { token: next < statements.count ? statements.firstToken(next) : first, message: 'invalid syntax' };
  }
}
