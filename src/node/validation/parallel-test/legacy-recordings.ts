import { createHash } from 'node:crypto';
import { wasCutOff, type Recorded } from './recorded.js';

/** Recordings of a file from before its migration, which its stages have in common. They are large: only of the file that was asked for last. */
export class LegacyRecordings {
  private path = '';
  private readonly byRequest = new Map<string, readonly Recorded[]>();

  /** What the request led to, recorded now unless it is known. */
  async of(path: string, request: unknown, record: () => Promise<readonly Recorded[]>): Promise<readonly Recorded[]> {
    if (path !== this.path) this.byRequest.clear();
    this.path = path;
    const key = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const known = this.byRequest.get(key);
    if (known) return known;
    const recorded = await record();
    if (!recorded.some(wasCutOff)) this.byRequest.set(key, recorded);
    return recorded;
  }
}
