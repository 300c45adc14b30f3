/** What the project of a file asks of new code in it. */
export interface ProjectRules {
  /** A member that overrides the base's must say so. */
  readonly wantsOverride: boolean;
  /** Relative imports are written with the ending that the module has when it runs. */
  readonly needsExtensions: boolean;
  /** Files are run as they are written, so imports name them with the ending that they have: `.ts`. */
  readonly namesSources: boolean;
  /** The base is an ES module, and the file is CommonJS unless it imports and exports: by their endings, or by the packages around them. */
  readonly isBaseOutOfReach: boolean;
}
