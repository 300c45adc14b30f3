/** Reports by what they were made from, in the user's cache folder. Losing one costs time only, so nothing here fails. */
export interface ReportCache {
  /**
   * A key that stands for these files as they are on disk now and for the request; `undefined` while one of them is so young that a further
   * change could look the same. Paths are relative to the workspace.
   */
  keyOf(paths: readonly string[], request: string): string | undefined;
  /** What was kept under exactly this key. */
  get(key: string): Promise<string | undefined>;
  keep(key: string, report: string): Promise<void>;
}
