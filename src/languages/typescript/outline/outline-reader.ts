// One walk over the tokens that knows statements only as far as scopes need them: what declares a name, what opens a function, a class or
// a block, and where types stand. Expressions are walked token by token.
import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import { idOf, wordSet } from '../tokens/words.js';
import { readClass } from './class-reader.js';
import { endOfExpression, endsValue } from './expression-end.js';
import { arrowAt, isMethodHead, nameOfArrow, opensBlock, repeatedCall, returnTypeEnd } from './functions.js';
import { boundByLoading, readExport, readImport, requiredModule } from './modules.js';
import type { ClassOutline, ExportAlias, ImportBinding, LoopSpan, Outline, OutlineWalk } from './outline.js';
import { readParameters } from './parameters.js';
import { namesBound } from './patterns.js';
import { readCommonExport } from './common-exports.js';
import { LOCAL, MODULE_SCOPE, ScopeTable } from './scope-table.js';
import {
  passAnnotation,
  passAssertion,
  passInterface,
  passTypeAlias,
  passTypeArguments,
  passTypes,
} from './type-places.js';

const word = {
  as: idOf('as'),
  async: idOf('async'),
  catch: idOf('catch'),
  class: idOf('class'),
  const: idOf('const'),
  declare: idOf('declare'),
  do: idOf('do'),
  enum: idOf('enum'),
  export: idOf('export'),
  exports: idOf('exports'),
  for: idOf('for'),
  function: idOf('function'),
  global: idOf('global'),
  import: idOf('import'),
  interface: idOf('interface'),
  module: idOf('module'),
  namespace: idOf('namespace'),
  of: idOf('of'),
  satisfies: idOf('satisfies'),
  type: idOf('type'),
  while: idOf('while'),
} as const;

const declaring = wordSet('const', 'let', 'var', 'using');
/** Words that are looked at; all others are names like any other. */
const looked = wordSet(
  ...(['as', 'catch', 'class', 'const', 'let', 'var', 'using', 'declare', 'do', 'enum', 'export', 'for'] as const),
  ...(['function', 'import', 'interface', 'module', 'namespace', 'satisfies', 'type', 'while', 'exports'] as const),
);
export function readOutline(source: TypeScriptSource): Outline {
  const reader = new OutlineReader(source);
  reader.walk(0, source.tokens.count, MODULE_SCOPE);
  return reader;
}

class OutlineReader implements Outline, OutlineWalk {
  readonly scopes = new ScopeTable();
  readonly bindings: ImportBinding[] = [];
  readonly exports: ExportAlias[] = [];
  readonly classes: ClassOutline[] = [];
  readonly loops: LoopSpan[] = [];

  constructor(readonly source: TypeScriptSource) {
    this.scopes.add({ kind: 'module', parent: -1, first: 0, end: source.tokens.count, name: undefined });
  }

  /** Walks the tokens from `from` up to `to`, which belong to `scope`. */
  walk(from: number, to: number, scope: number): void {
    for (let at = from; at < to;) at = Math.max(this.step(at, to, scope), at + 1);
  }

  private step(at: number, to: number, scope: number): number {
    const { source } = this;
    switch (source.kindOf(at)) {
      case Kind.NAME:
        return this.stepName(at, to, scope);
      case Kind.LEFT_PARENTHESIS: {
        const arrow = arrowAt(source, at);
        if (arrow !== undefined) return this.readArrow(at, arrow, to, scope);
        this.walk(at + 1, source.behind(at) - 1, scope);
        return source.behind(at);
      }
      case Kind.LEFT_BRACE: {
        const end = source.behind(at) - 1;
        const inner = opensBlock(source, at) ? this.block(at, end, scope) : scope;
        this.walk(at + 1, end, inner);
        return end + 1;
      }
      case Kind.LESS:
        return passTypeArguments(source, at);
      case Kind.AT:
        return at + 1;
      default:
        return at + 1;
    }
  }

  private stepName(at: number, to: number, scope: number): number {
    const { source } = this;
    const id = source.idOf(at);
    if (source.kindOf(at - 1) === Kind.DOT) {
      const repeated = repeatedCall(source, at);
      if (repeated) this.loops.push(repeated);
      return at + 1;
    }
    const next = source.kindOf(at + 1);
    if (next === Kind.ARROW) return this.readArrow(at, at + 1, to, scope);
    if (next === Kind.COLON && !endsValue(source, at - 1) && source.kindOf(at - 1) !== Kind.QUESTION) return at + 1;
    if (looked[id] === 1) return this.stepWord(at, to, scope);
    if (next === Kind.LEFT_PARENTHESIS && isMethodHead(source, at)) return this.readFunction(at, at + 1, scope);
    return at + 1;
  }

  private stepWord(at: number, to: number, scope: number): number {
    const { source } = this;
    const next = source.kindOf(at + 1);
    switch (source.idOf(at)) {
      case word.class:
        return next === Kind.NAME || next === Kind.LEFT_BRACE ? readClass(this, at, scope) : at + 1;
      case word.function:
        return this.readFunctionKeyword(at, scope);
      case word.import:
        return this.readImport(at);
      case word.export:
      case word.exports:
      case word.module:
        return this.readExportOrModule(at, scope);
      case word.catch:
        return next === Kind.LEFT_PARENTHESIS ? this.readCatch(at, scope) : at + 1;
      case word.for:
      case word.while:
      case word.do:
        return this.readLoop(at, scope);
      case word.as:
      case word.satisfies:
        return passAssertion(source, at);
      default:
        return this.stepDeclaration(at, to, scope);
    }
  }

  private stepDeclaration(at: number, to: number, scope: number): number {
    const { source } = this;
    const id = source.idOf(at);
    const next = source.kindOf(at + 1);
    if (declaring[id] === 1) return this.readVariables(at, to, scope);
    if (id === word.declare && source.idOf(at + 1) === word.global) return passTypes(source, at, at + 2);
    if (next !== Kind.NAME || source.startsLine(at + 1)) return at + 1;
    if (id === word.interface) return passInterface(source, at);
    if (id === word.type) return passTypeAlias(source, at);
    if (id === word.enum || id === word.namespace) this.declare(scope, at + 1);
    return id === word.enum || id === word.namespace ? at + 2 : at + 1;
  }

  private readImport(at: number): number {
    const statement = readImport(this.source, at);
    if (!statement) return at + 1;
    for (const binding of statement.bindings) this.bind(MODULE_SCOPE, binding);
    return statement.next;
  }

  private readExportOrModule(at: number, scope: number): number {
    const { source } = this;
    const id = source.idOf(at);
    if (id === word.module && source.kindOf(at + 1) === Kind.STRING) return passTypes(source, at, at + 2);
    const found = id === word.export ? readExport(source, at) : readCommonExport(source, at, scope);
    if (!found) return at + 1;
    this.exports.push(...found.aliases);
    return found.next;
  }

  /** `const a: T = …, { b } = …`: names are declared, types passed over, values walked. */
  private readVariables(keyword: number, to: number, scope: number): number {
    const { source } = this;
    if (source.idOf(keyword + 1) === word.enum) return keyword + 1;
    let at = keyword + 1;
    for (;;) {
      const kind = source.kindOf(at);
      if (kind !== Kind.NAME && kind !== Kind.LEFT_BRACE && kind !== Kind.LEFT_BRACKET) return at;
      const names = namesBound(source, at);
      const isPattern = kind !== Kind.NAME;
      if (isPattern) this.walk(at + 1, source.behind(at) - 1, scope);
      at = source.behind(at);
      if (source.kindOf(at) === Kind.EXCLAMATION) at++;
      at = passAnnotation(source, at);
      const loaded = source.kindOf(at) === Kind.ASSIGN ? requiredModule(source, at + 1) : undefined;
      if (loaded) {
        for (const binding of boundByLoading(loaded.module, loaded.path, names, scope === MODULE_SCOPE))
          this.bind(scope, binding);
        at = loaded.end;
      } else for (const { token } of names) this.declare(scope, token);
      if (source.kindOf(at) === Kind.ASSIGN) {
        const end = endOfExpression(source, at + 1, to);
        this.walk(at + 1, end, scope);
        at = end;
      }
      if (source.kindOf(at) !== Kind.COMMA) return at;
      at++;
    }
  }

  private readFunctionKeyword(at: number, scope: number): number {
    const { source } = this;
    let name = source.kindOf(at + 1) === Kind.STAR ? at + 2 : at + 1;
    const hasName = source.kindOf(name) === Kind.NAME;
    if (hasName) this.declare(scope, name);
    if (!hasName) name--;
    let opening = name + 1;
    if (source.kindOf(opening) === Kind.LESS) opening = Math.max(passTypeArguments(source, opening), opening);
    if (source.kindOf(opening) !== Kind.LEFT_PARENTHESIS) return at + 1;
    return this.readFunction(hasName ? name : -1, opening, scope);
  }

  /** Parameters, return type and body of a function whose parameters begin at `opening`. */
  readFunction(nameToken: number, opening: number, scope: number): number {
    const { source } = this;
    const body = returnTypeEnd(source, source.behind(opening));
    source.markType(source.behind(opening), body);
    const hasBody = source.kindOf(body) === Kind.LEFT_BRACE;
    const end = hasBody ? source.behind(body) : body;
    if (nameToken >= 0) source.markDeclaring(nameToken);
    const name = nameToken < 0 ? undefined : source.textOf(nameToken);
    const inner = this.scopes.add({ kind: 'function', parent: scope, first: opening, end, name });
    this.declareParameters(opening, inner);
    if (hasBody) this.walk(body + 1, end - 1, inner);
    return end;
  }

  private readArrow(from: number, arrow: number, to: number, scope: number): number {
    const { source } = this;
    const isList = source.kindOf(from) === Kind.LEFT_PARENTHESIS;
    if (isList) source.markType(source.behind(from), arrow);
    const hasBlock = source.kindOf(arrow + 1) === Kind.LEFT_BRACE;
    const end = hasBlock ? source.behind(arrow + 1) : endOfExpression(source, arrow + 1, to);
    const name = nameOfArrow(source, from);
    const inner = this.scopes.add({ kind: 'function', parent: scope, first: from, end, name });
    if (isList) this.declareParameters(from, inner);
    else this.declare(inner, from);
    if (hasBlock) this.walk(arrow + 2, end - 1, inner);
    else this.walk(arrow + 1, end, inner);
    return end;
  }

  declareParameters(opening: number, scope: number): void {
    for (const { bound, initial } of readParameters(this.source, opening)) {
      for (const token of bound) this.declare(scope, token);
      this.walk(initial.first, initial.end, scope);
    }
  }

  private readCatch(at: number, scope: number): number {
    const { source } = this;
    const behind = source.behind(at + 1);
    if (source.kindOf(behind) !== Kind.LEFT_BRACE) return at + 1;
    const end = source.behind(behind);
    const inner = this.scopes.add({ kind: 'block', parent: scope, first: at, end, name: undefined });
    for (const { token } of namesBound(source, at + 2)) this.declare(inner, token);
    this.walk(behind + 1, end - 1, inner);
    return end;
  }

  /** The head of a loop is walked with what is around it; only its body runs many times. */
  private readLoop(at: number, scope: number): number {
    const { source } = this;
    let body = at + 1;
    if (source.idOf(at) !== word.do) {
      while (source.kindOf(body) === Kind.NAME) body++;
      if (source.kindOf(body) !== Kind.LEFT_PARENTHESIS) return at + 1;
      body = source.behind(body);
    }
    const hasBlock = source.kindOf(body) === Kind.LEFT_BRACE;
    const end = hasBlock ? source.behind(body) : endOfExpression(source, body, source.tokens.count);
    this.loops.push({ first: body, end });
    if (source.idOf(at) !== word.for) return at + 1;
    const inner = this.scopes.add({ kind: 'block', parent: scope, first: at, end, name: undefined });
    this.walk(at + 1, end, inner);
    return end;
  }

  private block(brace: number, end: number, parent: number): number {
    return this.scopes.add({ kind: 'block', parent, first: brace, end, name: undefined });
  }

  declare(scope: number, token: number): void {
    const id = this.source.idOf(token);
    if (id > 0) this.scopes.declare(scope, id, LOCAL);
  }

  private bind(scope: number, binding: Omit<ImportBinding, 'nameId'>): void {
    const nameId = this.source.idOf(binding.token);
    this.bindings.push({ ...binding, nameId });
    this.scopes.declare(scope, nameId, this.bindings.length - 1);
  }
}
