import type { AttributeUse } from '../../core/facts/attribute-use.js';
import { openPythonSource } from './open-source.js';
import type { PythonSource } from './source.js';
import * as Kind from './tokens/kinds.js';

/**
 * Every attribute that a text uses, from its tokens: never one in a comment, and one in a string only where something is reached or replaced
 * by it.
 */
export function attributeUses(text: string): readonly AttributeUse[] {
  const source = openPythonSource(text);
  const { tokens } = source;
  const { kinds, count } = tokens;
  const uses: AttributeUse[] = [];
  for (let at = 2; at < count; at++) {
    const name = kinds[at] === Kind.STRING ? nameInString(source, at) : attributeAt(source, at);
    if (name === undefined) continue;
    const { line } = source.rangeOf(at, at);
    const isCall = kinds[at] === Kind.NAME && kinds[at + 1] === Kind.LEFT_PARENTHESIS;
    uses.push(isOwn(source, at - 2) ? { name, isCall, isOwn: true, line } : { name, isCall, line });
  }
  return uses;
}

function attributeAt(source: PythonSource, at: number): string | undefined {
  const { kinds } = source.tokens;
  if (kinds[at] !== Kind.NAME || kinds[at - 1] !== Kind.DOT) return undefined;
  return source.textOf(at);
}

const isOwn = (source: PythonSource, at: number): boolean =>
  source.tokens.kinds[at] === Kind.NAME &&
  /^(?:self|cls)$/.test(source.textOf(at)) &&
  source.tokens.kinds[at - 1] !== Kind.DOT;

/** They take an object and the name of a member: builtins, and what `unittest.mock` and pytest replace members with. */
const reaching = /^(?:getattr|setattr|hasattr|delattr|object|spy)$/;

/** `patch("agents.lamp.LampAgent.run")`, `patch.object(LampAgent, "run")`, `monkeypatch.setattr(agent, "run", …)`, `getattr(agent, "run")`. */
function nameInString(source: PythonSource, at: number): string | undefined {
  const { kinds } = source.tokens;
  const text = source.stringAt(at);
  if (text === undefined) return undefined;
  const dotted = /^(?:[^\W\d]\w*\.){2,}([^\W\d]\w*)$/u.exec(text)?.[1];
  if (kinds[at - 1] === Kind.LEFT_PARENTHESIS) return dotted;
  const isSecond = kinds[at - 1] === Kind.COMMA && kinds[at - 2] === Kind.NAME && /^[^\W\d]\w*$/u.test(text);
  if (!isSecond) return undefined;
  let opening = at - 2;
  while (kinds[opening] === Kind.NAME || kinds[opening] === Kind.DOT) opening--;
  return kinds[opening] === Kind.LEFT_PARENTHESIS && reaching.test(source.textOf(opening - 1)) ? text : undefined;
}
