import type { AttributeUse } from '../../core/facts/attribute-use.js';
import type { SourceFacts } from '../../core/facts/source-facts.js';
import type { WrittenAddress } from '../../core/facts/written-address.js';

/** Small questions about the bytes of one source, answered where the languages are read. */
export interface SourceQuestions {
  /** What the scanner reads; `undefined` for a file of no language that is known. */
  facts(path: string, bytes: Uint8Array): Promise<SourceFacts | undefined>;
  /** Whether the structure guard of its language is content; `undefined` for a file of no language that has one. */
  parses(path: string, bytes: Uint8Array): Promise<boolean | undefined>;
  /** Attributes that are used, in TypeScript on something else than the own instance; none when the bytes cannot be read as text. */
  attributeUses(path: string, bytes: Uint8Array): Promise<readonly AttributeUse[]>;
  /** Addresses of others that are written down, in the order of the text; none when the bytes cannot be read as text. */
  writtenAddresses(path: string, bytes: Uint8Array): Promise<readonly WrittenAddress[]>;
}
