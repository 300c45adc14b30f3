import type { AssessmentReport } from '../../core/assess/assessment.js';
import type { ReportCache } from '../ports/report-cache.js';
import type { DocumentPieces } from './document-pieces.js';
import type { WorkspaceListing } from './read-workspace.js';

/** What decides whether a report can be remembered, and which one. */
export interface RememberingRequest {
  readonly paths: readonly string[];
  readonly noIgnore: boolean;
  readonly useCache: boolean;
  readonly verify: boolean;
  /** The configuration, or what it was read from; whatever JSON can write. */
  readonly configuredBy: unknown;
}

const LINE_END = 10;

/** The report of a whole workspace in which nothing has changed since it was made. */
export class RememberedReport {
  private constructor(
    private readonly cache: ReportCache,
    private readonly key: string,
  ) {}

  /** `undefined` where remembering would not help: parts of a workspace, and checks that depend on an interpreter. */
  static for(
    cache: ReportCache | undefined,
    { paths, useCache, verify, noIgnore, configuredBy }: RememberingRequest,
    { sources, manifests, settings }: WorkspaceListing,
  ): RememberedReport | undefined {
    if (!cache || !useCache || verify || paths.length > 0) return undefined;
    const key = cache.keyOf([...sources, ...manifests, ...settings], JSON.stringify({ noIgnore, configuredBy }));
    return key === undefined ? undefined : new RememberedReport(cache, key);
  }

  async get(): Promise<AssessmentReport | undefined> {
    const bytes = await this.cache.get(this.key, 'report');
    // The key covers the program's own version, so the text has the shape that this program wrote.
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as AssessmentReport);
  }

  async keep(report: AssessmentReport): Promise<void> {
    await this.cache.keep(this.key, 'report', JSON.stringify(report));
  }

  /** Its pieces as bytes: reading a text out of them and writing it back would take as long as all the files take to be found. */
  async getDocument(): Promise<DocumentPieces | undefined> {
    const bytes = await this.cache.get(this.key, 'document');
    const lineEnd = bytes?.indexOf(LINE_END) ?? -1;
    return bytes && lineEnd >= 0 ? [bytes.subarray(0, lineEnd), bytes.subarray(lineEnd + 1)] : undefined;
  }

  /** JSON in one line holds no line end, so that one can stand between the pieces. */
  async keepDocument([before, after]: readonly [string, string]): Promise<void> {
    await this.cache.keep(this.key, 'document', `${before}\n${after}`);
  }
}
