import type { PreviewKind } from './preview-uri.js';

/** One diff: what a file is before and after a step. */
export interface PreviewPage {
  /** Title of the diff's tab. */
  readonly title: string;
  /** Of the file, relative to its workspace folder; gives the documents their name and language. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A change that is shown before anything is written. Its pages may be replaced while it is open. */
export interface Preview {
  readonly kind: PreviewKind;
  /** Title where several pages stand in one editor. */
  readonly title: string;
  readonly pages: readonly PreviewPage[];
  /** Writes what is shown up to and including this page. Absent where there is nothing to write. */
  apply?(lastPage: number): Promise<void>;
  /** The person has closed it or it was applied. */
  closed?(): void;
}
