import type { AttributeUse } from '../../core/facts/attribute-use.js';
import { openPythonSource } from './open-source.js';
import * as Kind from './tokens/kinds.js';

/** Every attribute that a text uses on something else than `self` or `cls`, from its tokens: never a string or a comment. */
export function attributeUses(text: string): readonly AttributeUse[] {
  const source = openPythonSource(text);
  const { tokens } = source;
  const { kinds, count } = tokens;
  const uses: AttributeUse[] = [];
  for (let at = 2; at < count; at++) {
    if (kinds[at] !== Kind.NAME || kinds[at - 1] !== Kind.DOT) continue;
    const isOwn =
      kinds[at - 2] === Kind.NAME && /^(?:self|cls)$/.test(source.textOf(at - 2)) && kinds[at - 3] !== Kind.DOT;
    if (isOwn) continue;
    const { line } = source.rangeOf(at, at);
    uses.push({ name: source.textOf(at), isCall: kinds[at + 1] === Kind.LEFT_PARENTHESIS, line });
  }
  return uses;
}
