import type { AttributeUse } from '../../core/facts/attribute-use.js';
import type { WrittenAddress } from '../../core/facts/written-address.js';
import { attributeUses } from '../../languages/python/attribute-uses.js';
import { languageOfPath } from '../../core/workspace/workspace-modules.js';
import { decode } from '../../languages/python/decode.js';
import { structureProblems } from '../../languages/python/guard.js';
import { writtenAddresses as pythonAddresses } from '../../languages/python/written-addresses.js';
import { decodeTypeScript } from '../../languages/typescript/decode.js';
import { memberUses } from '../../languages/typescript/member-uses.js';
import { writtenAddresses as typescriptAddresses } from '../../languages/typescript/written-addresses.js';
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

export function writtenAddressesIn({ path, bytes }: SourceRequest): readonly WrittenAddress[] {
  const found = addressesOf(path, bytes);
  if (found.length === 0) return [];
  const classes =
    readingOf(path)
      ?.fromBytes(bytes, path)
      .classes.filter(({ topLevel }) => topLevel) ?? [];
  return found.map((one) => {
    const { line } = one.range;
    const around = classes.find(({ range }) => range.line <= line && line <= range.endLine);
    return { ...one, class: around?.name ?? null };
  });
}

function addressesOf(path: string, bytes: Uint8Array): readonly Omit<WrittenAddress, 'class'>[] {
  if (languageOfPath(path) === 'typescript') {
    const source = decodeTypeScript(bytes);
    return source ? typescriptAddresses(source.text, path) : [];
  }
  const decoded = decode(bytes);
  return decoded.ok ? pythonAddresses(decoded.source.text) : [];
}
