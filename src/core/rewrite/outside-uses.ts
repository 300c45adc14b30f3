import type { ListeningAgent } from '../workspace/listening-agent.js';

/** What the rest of the workspace is to a file: names that a renaming there would leave behind, and modules that it finds. */
export interface OutsideUses {
  /** Methods and attributes used in other files on something that may be one of the file's agents. */
  readonly attributes: readonly OutsideUse[];
  /** Classes of the file that a class in another file inherits. */
  readonly subclassed: readonly OutsideHeir[];
  /** Modules of the workspace that the file's imports find from its own folder, or one above it, and not from the workspace's roots. */
  readonly importsBySearchPath: readonly string[];
  /** The file can be started as a script as it is, and once it imports the base only with the workspace on the search path. */
  readonly startNeedsPath?: true;
  /** Who listens where, as the start-up manifests say. */
  readonly listening: readonly ListeningAgent[];
  /** Where the base class lies; absent when it is no part of the workspace. */
  readonly base?: BaseFile;
  /** Imports of the file that others have from it, by their names here. */
  readonly moduleNames: readonly OutsideUse[];
  /** Files that import one of the classes, relative to the workspace. */
  readonly importers: readonly string[];
}

/** The file of the base class as another file sees it. */
export interface BaseFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly isDefault: boolean;
  /** How the file's imports name modules that lead to the class already: the file itself, a barrel, an alias. Empty where imports do not name files. */
  readonly specifiers: readonly string[];
  /** The package of the workspace that the base belongs to, where that is not the file's: paths do not lead from one to the other once built. */
  readonly package?: BasePackage;
  /** Files over which the base's own imports lead back to the file, both ends included; empty when they do not. */
  readonly importsBack: readonly string[];
}

export interface BasePackage {
  readonly name: string;
  /** How files of the agent's own package import the class; absent when none does. */
  readonly specifier?: string;
}

export interface OutsideUse {
  readonly name: string;
  /** By no type, so that it may be a private member. */
  readonly isUnchecked?: true;
  /** A file that does it, relative to the workspace. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** A class of another file that inherits one of the file's classes; `name` is that of the latter. */
export interface OutsideHeir extends OutsideUse {
  /** Names of the methods and properties that it defines. */
  readonly methods?: readonly string[];
}

export const noOutsideUses: OutsideUses = {
  attributes: [],
  subclassed: [],
  importsBySearchPath: [],
  listening: [],
  moduleNames: [],
  importers: [],
};
