/** As objects in JSON, or as the text that `assess --json` prints: who only passes it on need not take it apart. Both as UTF-8. */
export type KeptForm = 'report' | 'document';

/** Reports by what they were made from, in the user's cache folder. Losing one costs time only, so nothing here fails. */
export interface ReportCache {
  /**
   * A key that stands for these files as they are on disk now and for the request; `undefined` while one of them is so young that a further
   * change could look the same. Paths are relative to the workspace.
   */
  keyOf(paths: readonly string[], request: string): string | undefined;
  /** What was kept in this form under exactly this key. */
  get(key: string, form: KeptForm): Promise<Uint8Array | undefined>;
  keep(key: string, form: KeptForm, text: string): Promise<void>;
}
