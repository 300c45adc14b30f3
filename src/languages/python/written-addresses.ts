import { addressStart, withPort, type WrittenAddress } from '../../core/facts/written-address.js';
import { openPythonSource } from './open-source.js';
import type { PythonSource } from './source.js';
import * as Kind from './tokens/kinds.js';

/** Every address of somebody else that a text writes down, from its tokens. One that is bound is the agent's own. */
export function writtenAddresses(text: string): readonly Omit<WrittenAddress, 'class'>[] {
  const source = openPythonSource(text);
  const ports = constantsOf(source);
  const found: Omit<WrittenAddress, 'class'>[] = [];
  for (let at = 0; at < source.tokens.count; at++) {
    const content = contentAt(source, at);
    const address = content === undefined || isBound(source, at) ? undefined : addressStart(content);
    if (address === undefined) continue;
    const name = portName(source, at);
    const last = source.tokens.kinds[at] === Kind.FSTRING_START ? (source.tokens.links[at] ?? at) : at;
    found.push({
      ...withPort(address, name === undefined ? undefined : ports.get(name)),
      range: source.rangeOf(at, Math.max(at, last)),
    });
  }
  return found;
}

function contentAt(source: PythonSource, at: number): string | undefined {
  const { kinds } = source.tokens;
  if (kinds[at] !== Kind.FSTRING_START) return source.stringAt(at);
  return kinds[at + 1] === Kind.FSTRING_MIDDLE ? source.textOf(at + 1) : undefined;
}

function isBound(source: PythonSource, at: number): boolean {
  return source.tokens.kinds[at - 1] === Kind.LEFT_PARENTHESIS && source.textOf(at - 2) === 'bind';
}

/** The name that gives the port: of `f"…:{NAME}"`, `"…:%d" % NAME`, `"…:" + str(NAME)` and `"…:{}".format(NAME)`. */
function portName(source: PythonSource, at: number): string | undefined {
  const isField = source.tokens.kinds[at] === Kind.FSTRING_START;
  const words = Array.from({ length: 6 }, (_, index) => source.textOf(at + (isField ? 2 : 1) + index));
  const [first, second = '', third, fourth, fifth] = words;
  if (isField) return first === '{' && third === '}' ? second : undefined;
  if (first === '%') return second;
  if (first === '+' && second === 'str' && third === '(' && words[4] === ')') return fourth;
  return first === '.' && second === 'format' && third === '(' && fifth === ')' ? fourth : undefined;
}

/** `NAME = 7110`, a statement of its own; a name with several such values gives none. */
function constantsOf(source: PythonSource): ReadonlyMap<string, number> {
  const { kinds, count } = source.tokens;
  const values = new Map<string, number>();
  const unclear = new Set<string>();
  for (let at = 0; at + 2 < count; at++) {
    if (kinds[at] !== Kind.NAME || kinds[at + 1] !== Kind.EQUAL || !startsStatement(kinds[at - 1])) continue;
    const name = source.textOf(at);
    const isWhole = kinds[at + 2] === Kind.NUMBER && [Kind.NEWLINE, Kind.END].includes(kinds[at + 3] ?? Kind.END);
    if (isWhole && !values.has(name)) values.set(name, Number(source.textOf(at + 2).replaceAll('_', '')));
    else unclear.add(name);
  }
  return new Map([...values].filter(([name, value]) => !unclear.has(name) && Number.isInteger(value)));
}

function startsStatement(kind: number | undefined): boolean {
  return kind === undefined || [Kind.NEWLINE, Kind.INDENT, Kind.DEDENT, Kind.SEMICOLON].includes(kind);
}
