import { execFileSync } from 'node:child_process';
import * as v from 'valibot';

const verdictSchema = v.object({ error: v.nullable(v.string()), unbound: v.array(v.string()) });

/** What CPython says of a module: why it does not compile, and the names it reads that nothing binds. */
export type Verdict = v.InferOutput<typeof verdictSchema>;

/** Asks python3 itself, by no means of the product, about each source; runs none of them. */
export function judge(sources: readonly Uint8Array[]): readonly Verdict[] {
  if (sources.length === 0) return [];
  const input = sources.map((source) => Buffer.from(source).toString('base64')).join('\n');
  const output = execFileSync('python3', ['-I', '-B', 'test/corpus/judge.py'], { input, maxBuffer: 1 << 28 });
  const lines = output.toString().trim().split('\n');
  return lines.map((line) => v.parse(verdictSchema, JSON.parse(line)));
}

/** What a change has broken: it compiled, or a name was bound, and is not any more. Empty when nothing was. */
export function harmOf(before: Verdict, after: Verdict): string | undefined {
  if (before.error !== null) return undefined;
  if (after.error !== null) return `no longer compiles: ${after.error}`;
  const lost = after.unbound.filter((name) => !before.unbound.includes(name));
  return lost.length > 0 ? `unbound ${lost.join(', ')}` : undefined;
}
