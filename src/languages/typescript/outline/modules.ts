import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import { idOf } from '../tokens/words.js';
import type { ExportAlias, ImportBinding } from './outline.js';
import type { BoundName } from './patterns.js';

const TYPE = idOf('type');
const AS = idOf('as');
const FROM = idOf('from');
const REQUIRE = idOf('require');
const IMPORT = idOf('import');
const AWAIT = idOf('await');
const DEFAULT = idOf('default');

type Binding = Omit<ImportBinding, 'nameId'>;

export interface ImportStatement {
  readonly bindings: readonly Binding[];
  /** The token behind the statement. */
  readonly next: number;
}

/** `import … from '…'`, `import X = require('…')`, `import '…'`, from the keyword; `undefined` for `import(…)` and `import.meta`. */
export function readImport(source: TypeScriptSource, keyword: number): ImportStatement | undefined {
  let at = keyword + 1;
  const kind = source.kindOf(at);
  if (kind === Kind.STRING) return { bindings: [], next: at + 1 };
  if (kind === Kind.LEFT_PARENTHESIS || kind === Kind.DOT) return undefined;
  const isTypeOnly = source.idOf(at) === TYPE && isTypeModifier(source, at);
  if (isTypeOnly) at++;
  if (source.kindOf(at + 1) === Kind.ASSIGN) return importEquals(source, at, isTypeOnly);
  const found: { token: number; path: readonly string[]; isTypeOnly: boolean }[] = [];
  if (source.kindOf(at) === Kind.NAME) found.push({ token: at++, path: ['default'], isTypeOnly });
  if (source.kindOf(at) === Kind.COMMA) at++;
  if (source.kindOf(at) === Kind.STAR) {
    found.push({ token: at + 2, path: [], isTypeOnly });
    at += 3;
  } else if (source.kindOf(at) === Kind.LEFT_BRACE) {
    for (const { name, local, isType } of specifiers(source, at))
      found.push({ token: local, path: [name], isTypeOnly: isTypeOnly || isType });
    at = source.behind(at);
  }
  const module = source.idOf(at) === FROM ? source.stringAt(at + 1) : undefined;
  if (module === undefined) return { bindings: [], next: at };
  const bindings = found.map((one) => ({ ...one, module, isUnconditional: true }));
  return { bindings, next: at + 2 };
}

/** `type` in `import type X from`, not in `import type from` nor `import type, { … }`. */
function isTypeModifier(source: TypeScriptSource, token: number): boolean {
  const next = source.kindOf(token + 1);
  if (next === Kind.LEFT_BRACE || next === Kind.STAR) return true;
  return next === Kind.NAME && (source.idOf(token + 1) !== FROM || source.idOf(token + 2) === FROM);
}

function importEquals(source: TypeScriptSource, name: number, isTypeOnly: boolean): ImportStatement {
  const value = name + 2;
  const isRequire = source.idOf(value) === REQUIRE && source.kindOf(value + 1) === Kind.LEFT_PARENTHESIS;
  const module = isRequire ? source.stringAt(value + 2) : undefined;
  if (module === undefined) return { bindings: [], next: value };
  const binding = { token: name, path: [], module, isTypeOnly, isUnconditional: true };
  return { bindings: [binding], next: value + 4 };
}

interface Specifier {
  readonly name: string;
  readonly local: number;
  readonly isType: boolean;
}

/** `{ a, b as c, type D, default as e }` */
function specifiers(source: TypeScriptSource, opening: number): readonly Specifier[] {
  const end = source.behind(opening) - 1;
  const found: Specifier[] = [];
  for (let at = opening + 1; at < end; at++) {
    if (source.kindOf(at) === Kind.COMMA) continue;
    const next = source.kindOf(at + 1);
    const isType = source.idOf(at) === TYPE && (next === Kind.NAME || next === Kind.STRING) && !isAlias(source, at + 1);
    if (isType) at++;
    const name = source.stringAt(at) ?? source.nameOf(at);
    if (source.idOf(at + 1) === AS) at += 2;
    found.push({ name, local: at, isType });
    while (at + 1 < end && source.kindOf(at + 1) !== Kind.COMMA) at++;
  }
  return found;
}

/** `type as x` imports something called `type`; `type as as x` a type called `as`. */
function isAlias(source: TypeScriptSource, token: number): boolean {
  return source.idOf(token) === AS && source.kindOf(token + 1) === Kind.NAME && source.idOf(token + 1) !== AS;
}

/** `export { … }`, `export … from '…'` and `export default name`, from the keyword; anything else is a declaration and exports itself. */
export function readExport(
  source: TypeScriptSource,
  keyword: number,
): { readonly aliases: readonly ExportAlias[]; readonly next: number } | undefined {
  let at = keyword + 1;
  if (source.idOf(at) === DEFAULT) {
    const isName = source.kindOf(at + 1) === Kind.NAME && !goesOn(source, at + 2);
    if (!isName) return undefined;
    return { aliases: [{ exported: 'default', name: source.nameOf(at + 1), token: at + 1 }], next: at + 2 };
  }
  if (source.kindOf(at) === Kind.ASSIGN && source.kindOf(at + 1) === Kind.NAME) {
    return { aliases: wholeModule(source, at + 1), next: at + 2 };
  }
  if (source.idOf(at) === TYPE && (source.kindOf(at + 1) === Kind.LEFT_BRACE || source.kindOf(at + 1) === Kind.STAR))
    at++;
  if (source.kindOf(at) === Kind.STAR) return exportStar(source, at);
  if (source.kindOf(at) !== Kind.LEFT_BRACE) return undefined;
  const behind = source.behind(at);
  const module = source.idOf(behind) === FROM ? source.stringAt(behind + 1) : undefined;
  const aliases = specifiers(source, at).map(({ name, local }) => ({
    exported: source.stringAt(local) ?? source.nameOf(local),
    name,
    token: local,
    ...(module === undefined ? {} : { module }),
  }));
  return { aliases, next: module === undefined ? behind : behind + 2 };
}

/** What stands behind a name makes it part of something larger. */
function goesOn(source: TypeScriptSource, token: number): boolean {
  const kind = source.kindOf(token);
  return kind !== Kind.SEMICOLON && kind !== Kind.END && !source.startsLine(token);
}

function exportStar(source: TypeScriptSource, star: number) {
  const isNamed = source.idOf(star + 1) === AS;
  const from = isNamed ? star + 3 : star + 1;
  const module = source.idOf(from) === FROM ? source.stringAt(from + 1) : undefined;
  if (module === undefined) return { aliases: [], next: from };
  // Under a name the whole module is offered, which is followed like a namespace.
  const exported = isNamed ? source.nameOf(star + 2) : '*';
  return { aliases: [{ exported, module, name: isNamed ? '' : '*', token: star }], next: from + 2 };
}

/** `module.exports = X` is found by `import X from` and by `require`. */
export function wholeModule(source: TypeScriptSource, token: number): readonly ExportAlias[] {
  const name = source.nameOf(token);
  return ['export=', 'default'].map((exported) => ({ exported, name, token }));
}

/** The module that `require('…')` or `await import('…')` names, and the members taken from it at once; from the value's first token. */
export function requiredModule(
  source: TypeScriptSource,
  value: number,
): { readonly module: string; readonly path: readonly string[]; readonly end: number } | undefined {
  let at = source.idOf(value) === AWAIT ? value + 1 : value;
  const isWrapped = source.kindOf(at) === Kind.LEFT_PARENTHESIS;
  if (isWrapped) at++;
  if (isWrapped && source.idOf(at) === AWAIT) at++;
  const isLoad = source.idOf(at) === REQUIRE || source.idOf(at) === IMPORT;
  if (!isLoad || source.kindOf(at + 1) !== Kind.LEFT_PARENTHESIS) return undefined;
  const module = source.stringAt(at + 2);
  if (module === undefined || source.kindOf(at + 3) !== Kind.RIGHT_PARENTHESIS) return undefined;
  at += 4;
  if (isWrapped && source.kindOf(at) === Kind.RIGHT_PARENTHESIS) at++;
  const path: string[] = [];
  while (source.kindOf(at) === Kind.DOT && source.kindOf(at + 1) === Kind.NAME) {
    path.push(source.nameOf(at + 1));
    at += 2;
  }
  // What is called right away gives something else than the module.
  return source.kindOf(at) === Kind.LEFT_PARENTHESIS ? undefined : { module, path, end: at };
}

/** What a pattern takes from a module: all of it, or its properties. */
export function boundByLoading(
  module: string,
  path: readonly string[],
  names: readonly BoundName[],
  isUnconditional: boolean,
): readonly Binding[] {
  return names.map(({ token, property }) => ({
    token,
    module,
    path: property === undefined ? path : [...path, property],
    isTypeOnly: false,
    isUnconditional,
  }));
}
