import type { ClassFact, SourceFacts } from '../facts/source-facts.js';

/** One scanned file of the workspace. */
export interface SourceFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  /** SHA-256 of the bytes on disk, lower-case hex; empty when there are none, as of an unsaved buffer. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly facts: SourceFacts;
}

/** A class of the workspace; the same class only where file and name are, never by the name alone. */
export interface ClassRef {
  readonly file: SourceFile;
  readonly class: ClassFact;
}

/** Equal for the same class in two versions of its file: an edit above it moves its line, not its name. */
export function classKey({ file, class: fact }: ClassRef): string {
  return `${file.path}#${fact.name}`;
}
