import type { AttributeUse } from '../../core/facts/attribute-use.js';

/** Small questions about the bytes of one source, answered where the languages are read. */
export interface SourceQuestions {
  /** Whether the structure guard of its language is content; `undefined` for a file of no language that has one. */
  parses(path: string, bytes: Uint8Array): Promise<boolean | undefined>;
  /** Attributes used on something else than the own instance; none when the bytes cannot be read as text. */
  attributeUses(path: string, bytes: Uint8Array): Promise<readonly AttributeUse[]>;
}
