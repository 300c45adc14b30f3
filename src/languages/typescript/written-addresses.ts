import { addressStart, withPort, type WrittenAddress } from '../../core/facts/written-address.js';
import { NameTable } from '../names.js';
import { TypeScriptSource } from './source.js';
import { dialectOf } from './tokens/jsx.js';
import * as Kind from './tokens/kinds.js';
import { TokenBuffer } from './tokens/token-buffer.js';
import { tokenize } from './tokens/tokenizer.js';
import { vocabulary } from './vocabulary.js';

/** Every address of somebody else that a text writes down, from its tokens. One that is bound is the agent's own. */
export function writtenAddresses(text: string, path: string): readonly Omit<WrittenAddress, 'class'>[] {
  const tokens = new TokenBuffer(new NameTable(vocabulary));
  tokenize(text, dialectOf(path), tokens);
  const source = new TypeScriptSource(text, tokens);
  const ports = constantsOf(source);
  const found: Omit<WrittenAddress, 'class'>[] = [];
  for (let at = 0; at < tokens.count; at++) {
    const content = contentAt(source, at);
    const address = content === undefined || isBound(source, at) ? undefined : addressStart(content);
    if (address === undefined) continue;
    const name = source.kindOf(at) === Kind.TEMPLATE_HEAD ? fieldAfter(source, at) : undefined;
    found.push({
      ...withPort(address, name === undefined ? undefined : ports.get(name)),
      range: source.rangeOf(at, at),
    });
  }
  return found;
}

function contentAt(source: TypeScriptSource, at: number): string | undefined {
  if (source.kindOf(at) !== Kind.TEMPLATE_HEAD) return source.stringAt(at);
  return source.textOf(at).slice(1, -'${'.length);
}

function isBound(source: TypeScriptSource, at: number): boolean {
  return source.kindOf(at - 1) === Kind.LEFT_PARENTHESIS && /^bind(?:Sync)?$/.test(source.textOf(at - 2));
}

/** `PORT` of `${PORT}`, where nothing else stands in the field. */
function fieldAfter(source: TypeScriptSource, at: number): string | undefined {
  const end = source.kindOf(at + 2);
  const isAlone = end === Kind.TEMPLATE_MIDDLE || end === Kind.TEMPLATE_TAIL;
  return source.kindOf(at + 1) === Kind.NAME && isAlone ? source.textOf(at + 1) : undefined;
}

/** `const NAME = 7110`; a name that is declared twice gives none. */
function constantsOf(source: TypeScriptSource): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  const unclear = new Set<string>();
  for (let at = 0; at + 3 < source.tokens.count; at++) {
    if (source.textOf(at) !== 'const' || source.kindOf(at + 2) !== Kind.ASSIGN) continue;
    const name = source.textOf(at + 1);
    const isWhole = source.kindOf(at + 3) === Kind.NUMBER && endsStatement(source, at + 4);
    if (isWhole && !values.has(name)) values.set(name, Number(source.textOf(at + 3).replaceAll('_', '')));
    else unclear.add(name);
  }
  return new Map([...values].filter(([name, value]) => !unclear.has(name) && Number.isInteger(value)));
}

function endsStatement(source: TypeScriptSource, at: number): boolean {
  const kind = source.kindOf(at);
  return kind === Kind.SEMICOLON || kind === Kind.COMMA || kind === Kind.END || source.startsLine(at);
}
