import { readPythonSource } from '../../languages/python/read-source.js';
import { samples } from '../../languages/python/samples.js';
import { encodeFacts } from '../scan/facts-codec.js';

/** As often as V8 has to see a way to remember it. */
const ROUNDS = 3;

let isWarm = false;

/**
 * Lets V8 see every way of the Python readers before any of them is hot. It compiles hot code for the ways that were gone so far, and throws
 * that away at the first step aside: of 350 compilations in a scan of 2,000 files, 50 are such repetitions without this. It takes
 * what the reading of 100 files takes.
 */
export function warmUp(): undefined {
  if (isWarm) return;
  isWarm = true;
  const sources = samples.map((sample) => new TextEncoder().encode(sample));
  for (let round = 0; round < ROUNDS; round++) for (const source of sources) encodeFacts(readPythonSource(source));
}
