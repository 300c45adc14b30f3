import type { ParseProblem } from '../../core/facts/source-facts.js';
import { MODULE_SCOPE } from './scopes.js';
import type { PythonSource } from './source.js';
import * as Keyword from './scanner/keywords.js';
import * as Kind from './tokens/kinds.js';

/** What a compiler refuses of code that the grammar accepts, in CPython's words. */
export function checkCompileRules(source: PythonSource): ParseProblem[] {
  return new RuleCheck(source).run();
}

class RuleCheck {
  private readonly problems: ParseProblem[] = [];

  constructor(private readonly source: PythonSource) {}

  run(): ParseProblem[] {
    const { statements } = this.source;
    for (let statement = 0; statement < statements.count; statement++) {
      this.checkJumps(statement);
      this.checkExpressions(statement);
    }
    return this.problems;
  }

  private checkJumps(statement: number): void {
    const { statements, scopes } = this.source;
    const first = statements.firstToken(statement);
    switch (statements.keyword(statement)) {
      case Keyword.RETURN:
        if (!this.isInFunction(statement)) this.report(first, "'return' outside function");
        break;
      case Keyword.BREAK:
        if (!scopes.isInLoop(statement)) this.report(first, "'break' outside loop");
        break;
      case Keyword.CONTINUE:
        if (!scopes.isInLoop(statement)) this.report(first, "'continue' not properly in loop");
        break;
      default:
        break;
    }
  }

  private checkExpressions(statement: number): void {
    const { source } = this;
    const { ids, kinds } = source.tokens;
    const end = source.statements.endToken(statement);
    for (let at = source.statements.firstToken(statement); at < end; at++) {
      if (kinds[at] !== Kind.KEYWORD) continue;
      const id = ids[at];
      if (id === Keyword.YIELD && !this.isInFunction(statement) && !this.isInLambda(at, statement)) {
        this.report(at, "'yield' outside function");
      } else if (id === Keyword.AWAIT && !this.isInAsync(statement)) {
        const isInside = this.isInFunction(statement);
        this.report(at, isInside ? "'await' outside async function" : "'await' outside function");
      } else if (id === Keyword.ASYNC && ids[at + 1] !== Keyword.DEF && !this.isInAsync(statement)) {
        this.reportAsync(at, statement);
      }
    }
  }

  private reportAsync(at: number, statement: number): void {
    const { ids } = this.source.tokens;
    if (at !== this.source.statements.firstToken(statement)) {
      this.report(at, 'asynchronous comprehension outside of an asynchronous function');
    } else this.report(at, `'async ${ids[at + 1] === Keyword.WITH ? 'with' : 'for'}' outside async function`);
  }

  private isInFunction(statement: number): boolean {
    const { scopes } = this.source;
    const scope = scopes.scopeOf(statement);
    return scope !== MODULE_SCOPE && !scopes.isClass(scope);
  }

  private isInAsync(statement: number): boolean {
    const { scopes, statements, tokens } = this.source;
    const scope = scopes.scopeOf(statement);
    if (scope === MODULE_SCOPE || scopes.isClass(scope)) return false;
    return tokens.ids[statements.firstToken(scopes.ownerOf(scope))] === Keyword.ASYNC;
  }

  private isInLambda(token: number, statement: number): boolean {
    const { ids } = this.source.tokens;
    for (let at = token; at >= this.source.statements.firstToken(statement); at--) {
      if (ids[at] === Keyword.LAMBDA) return true;
    }
    return false;
  }

  private report(token: number, message: string): void {
    this.problems.push({ code: 'does-not-compile', range: this.source.rangeOf(token, token), message });
  }
}
