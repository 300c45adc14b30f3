import type { ClassFact, SourceFacts } from '../facts/source-facts.js';

/** One scanned file of the workspace. */
export interface SourceFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly facts: SourceFacts;
}

/** A class of the workspace; equal only by file and class, never by name. */
export interface ClassRef {
  readonly file: SourceFile;
  readonly class: ClassFact;
}

export function classKey({ file, class: fact }: ClassRef): string {
  return `${file.path}#${fact.name}@${fact.nameRange.line}`;
}
