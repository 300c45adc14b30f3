import { attributeUses, type AttributeUse } from '../../languages/python/attribute-uses.js';
import { decode } from '../../languages/python/decode.js';
import { structureProblems } from '../../languages/python/guard.js';
import { readingOf } from '../../languages/read-source.js';
import type { ParsesRequest } from './language-tasks.js';

/** `undefined` for a file of a language that is not known. */
export function parses({ path, bytes }: ParsesRequest): boolean | undefined {
  if (/\.pyi?$/u.test(path)) {
    const decoded = decode(bytes);
    return decoded.ok && structureProblems(decoded.source.text).length === 0;
  }
  const facts = readingOf(path)?.fromBytes(bytes, path);
  return facts && facts.problems.length === 0;
}

export function attributeUsesIn(bytes: Uint8Array): readonly AttributeUse[] {
  const decoded = decode(bytes);
  return decoded.ok ? attributeUses(decoded.source.text) : [];
}
