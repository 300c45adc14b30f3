import type { SourceFile } from '../workspace/source-file.js';
import type { WorkspaceIndex } from '../workspace/workspace-index.js';

/** One version of a file in the workspace as it would be with it. */
export interface FileVersion {
  readonly file: SourceFile;
  /** Holds `file` under its path. */
  readonly index: WorkspaceIndex;
}

/** The classes of that name at the top of the file that inherit the base they are to be moved onto. */
export function inheritsBase({ file, index }: FileVersion, className: string): boolean {
  const fact = file.facts.classes.find(({ name, topLevel }) => topLevel && name === className);
  return fact !== undefined && index.ancestryOf({ file, class: fact }).standing.kind === 'target';
}
