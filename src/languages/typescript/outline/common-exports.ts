import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import { idOf } from '../tokens/words.js';
import { wholeModule } from './modules.js';
import type { ExportAlias } from './outline.js';
import { MODULE_SCOPE } from './scope-table.js';

const MODULE = idOf('module');
const EXPORTS = idOf('exports');

/** `module.exports = X`, `module.exports = { A, B: C }`, `exports.A = B`, from `module` or `exports`; `undefined` for anything else. */
export function readCommonExport(
  source: TypeScriptSource,
  from: number,
  scope: number,
): { readonly aliases: readonly ExportAlias[]; readonly next: number } | undefined {
  if (scope !== MODULE_SCOPE) return undefined;
  let at = from;
  if (source.idOf(at) === MODULE) {
    if (source.kindOf(at + 1) !== Kind.DOT || source.idOf(at + 2) !== EXPORTS) return undefined;
    at += 2;
  }
  const member = source.kindOf(at + 1) === Kind.DOT ? source.nameOf(at + 2) : undefined;
  const sign = member === undefined ? at + 1 : at + 3;
  if (source.kindOf(sign) !== Kind.ASSIGN) return undefined;
  const value = sign + 1;
  if (source.kindOf(value) === Kind.LEFT_BRACE && member === undefined) {
    return { aliases: properties(source, value), next: value };
  }
  const isName = source.kindOf(value) === Kind.NAME && endsStatement(source, value + 1);
  if (!isName) return undefined;
  const aliases =
    member === undefined
      ? wholeModule(source, value)
      : [{ exported: member, name: source.nameOf(value), token: value }];
  return { aliases, next: value + 1 };
}

function endsStatement(source: TypeScriptSource, token: number): boolean {
  const kind = source.kindOf(token);
  return kind === Kind.SEMICOLON || kind === Kind.END || kind === Kind.RIGHT_BRACE || source.startsLine(token);
}

/** `{ A, B: C }`: what is neither a name nor a property that is one is passed over. */
function properties(source: TypeScriptSource, opening: number): readonly ExportAlias[] {
  const end = source.behind(opening) - 1;
  const aliases: ExportAlias[] = [];
  for (let at = opening + 1; at < end; at++) {
    const isRenamed = source.kindOf(at + 1) === Kind.COLON;
    const value = isRenamed ? at + 2 : at;
    const ends = source.kindOf(value + 1) === Kind.COMMA || value + 1 === end;
    if (source.kindOf(value) === Kind.NAME && ends)
      aliases.push({ exported: source.nameOf(at), name: source.nameOf(value), token: value });
    while (at < end && source.kindOf(at) !== Kind.COMMA) at = source.behind(at);
  }
  return aliases;
}
