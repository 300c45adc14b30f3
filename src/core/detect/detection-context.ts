import type { Ancestry } from '../workspace/class-standing.js';
import type { ClassRef } from '../workspace/source-file.js';

/** What detection asks about the rest of the workspace. */
export interface DetectionContext {
  ancestryOf(ref: ClassRef): Ancestry;
  isTargetBase(ref: ClassRef): boolean;
  /** Where classes that inherit this one are defined. */
  heirsOf(ref: ClassRef): readonly ClassRef[];
  /** The entry point of another file creates the class. */
  isStartedElsewhere(ref: ClassRef): boolean;
  /** The project's configuration says that the class is an agent. */
  isDeclaredAgent(ref: ClassRef): boolean;
  /** The start-up manifest that names the file; `undefined` when none does. */
  manifestOf(path: string): string | undefined;
}
