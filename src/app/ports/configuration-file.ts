/** A project configuration on the disk, which a person keeps and which a command may add to. */
export interface ConfigurationFile {
  /**
   * Puts what `change` makes of the text (`undefined`: there is no file yet) in its place; `file` is an absolute path. After a crash it is
   * the old file or the new one. Throws `RefusedError` when it may not be replaced, or somebody else has saved it meanwhile.
   */
  rewrite(file: string, change: (text: string | undefined) => string): Promise<void>;
}
