import type { AssessmentReport } from '../../core/assess/assessment.js';
import type { ReportCache } from '../ports/report-cache.js';
import type { WorkspaceListing, WorkspaceReading } from './read-workspace.js';

/** The report of a whole workspace in which nothing has changed since it was made. */
export class RememberedReport {
  private constructor(
    private readonly cache: ReportCache,
    private readonly key: string,
  ) {}

  /** `undefined` where remembering would not help: parts of a workspace, and checks that depend on an interpreter. */
  static for(
    cache: ReportCache | undefined,
    { paths, useCache, verify, noIgnore, config }: WorkspaceReading & { readonly verify: boolean },
    { sources, manifests, settings }: WorkspaceListing,
  ): RememberedReport | undefined {
    if (!cache || !useCache || verify || paths.length > 0) return undefined;
    const key = cache.keyOf([...sources, ...manifests, ...settings], JSON.stringify({ noIgnore, config }));
    return key === undefined ? undefined : new RememberedReport(cache, key);
  }

  async get(): Promise<AssessmentReport | undefined> {
    const text = await this.cache.get(this.key, 'report');
    // The key covers the program's own version, so the text has the shape that this program wrote.
    return text === undefined ? undefined : (JSON.parse(text) as AssessmentReport);
  }

  async keep(report: AssessmentReport): Promise<void> {
    await this.cache.keep(this.key, 'report', JSON.stringify(report));
  }

  async getDocument(): Promise<string | undefined> {
    return await this.cache.get(this.key, 'document');
  }

  async keepDocument(text: string): Promise<void> {
    await this.cache.keep(this.key, 'document', text);
  }
}
