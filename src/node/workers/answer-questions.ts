import type { AttributeUse } from '../../core/facts/attribute-use.js';
import { attributeUses } from '../../languages/python/attribute-uses.js';
import { languageOfPath } from '../../core/workspace/workspace-modules.js';
import { decode } from '../../languages/python/decode.js';
import { structureProblems } from '../../languages/python/guard.js';
import { decodeTypeScript } from '../../languages/typescript/decode.js';
import { memberUses } from '../../languages/typescript/member-uses.js';
import { readingOf } from '../../languages/read-source.js';
import { encodeFacts } from '../scan/facts-codec.js';
import type { SourceRequest } from './language-tasks.js';

/** As `encodeFacts` writes them; `undefined` for a file of a language that is not known. */
export function factsOf({ path, bytes }: SourceRequest): string | undefined {
  const facts = readingOf(path)?.fromBytes(bytes, path);
  return facts && encodeFacts(facts);
}

/** `undefined` for a file of a language that is not known. */
export function parses({ path, bytes }: SourceRequest): boolean | undefined {
  if (/\.pyi?$/u.test(path)) {
    const decoded = decode(bytes);
    return decoded.ok && structureProblems(decoded.source.text).length === 0;
  }
  const facts = readingOf(path)?.fromBytes(bytes, path);
  return facts && facts.problems.length === 0;
}

export function attributeUsesIn({ path, bytes }: SourceRequest): readonly AttributeUse[] {
  if (languageOfPath(path) === 'typescript') {
    const source = decodeTypeScript(bytes);
    return source ? memberUses(source.text, path) : [];
  }
  const decoded = decode(bytes);
  return decoded.ok ? attributeUses(decoded.source.text) : [];
}
