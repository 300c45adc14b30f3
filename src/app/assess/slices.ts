import type { Operation } from '../operation.js';
import type { Clock } from '../ports/clock.js';

/** Long enough for useful work, short enough that nobody who types notices (a frame at 60 Hz is 16 ms). */
const sliceMs = 8;

/** Hands out items one by one and lets other work in between slices, so that a long loop never holds its thread. */
export async function* inSlices<T>(items: Iterable<T>, clock: Clock, { signal }: Operation): AsyncGenerator<T> {
  let startedMs = clock.monotonicMs();
  for (const item of items) {
    if (clock.monotonicMs() - startedMs > sliceMs) {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      startedMs = clock.monotonicMs();
    }
    yield item;
  }
}

/** Works through steps that need nobody to look at them. */
export async function finishInSlices(steps: Iterable<unknown>, clock: Clock, operation: Operation): Promise<void> {
  const slices = inSlices(steps, clock, operation);
  while ((await slices.next()).done !== true);
}

/** Works through steps of which the last has the result. */
export async function resultInSlices<T>(
  steps: Generator<undefined, T>,
  clock: Clock,
  operation: Operation,
): Promise<T> {
  let result: { readonly value: T } | undefined;
  const work = function* (): Generator<undefined> {
    result = { value: yield* steps };
  };
  await finishInSlices(work(), clock, operation);
  if (result === undefined) throw new Error('Steps that ended gave no result.');
  return result.value;
}
