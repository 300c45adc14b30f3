import type { CompileInput, CompileResult } from '../../app/ports/compile-check.js';
import { sha256Of } from '../store/digest.js';

/** A migration asks about the file and three stages, while it is planned and again where it was written. */
const MAXIMUM_RESULTS = 256;

type Ask = (files: readonly CompileInput[]) => Promise<readonly CompileResult[]>;

/** What one interpreter has said. Its `compile()` sees nothing but the bytes, so that the same bytes need not be compiled again. */
export class RememberedCompilations {
  private readonly results = new Map<string, CompileResult>();

  /** Results in the order of `files`; asks about those alone that are new, and once about equal ones. */
  async of(files: readonly CompileInput[], ask: Ask): Promise<readonly CompileResult[]> {
    const keyed = files.map((file) => ({ file, key: sha256Of(file.bytes) }));
    const results = new Map<string, CompileResult>();
    const asked = new Map<string, CompileInput>();
    for (const { file, key } of keyed) {
      const known = this.results.get(key);
      if (known) results.set(key, known);
      else asked.set(key, file);
    }
    const answers = asked.size > 0 ? await ask([...asked.values()]) : [];
    for (const [index, key] of [...asked.keys()].entries()) {
      const answer = answers[index];
      if (answer) results.set(key, answer);
    }
    for (const [key, result] of results) this.keep(key, result);
    return keyed.map(({ key }) => results.get(key) ?? { status: 'unavailable', detail: 'It gave no answer.' });
  }

  /** An answer that did not come in time may come the next time. */
  private keep(key: string, result: CompileResult): void {
    if (result.status === 'unavailable') return;
    this.results.delete(key);
    this.results.set(key, result);
    const [oldest] = this.results.keys();
    if (oldest !== undefined && this.results.size > MAXIMUM_RESULTS) this.results.delete(oldest);
  }
}
