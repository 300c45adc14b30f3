import type { SourceFacts } from '../core/facts/source-facts.js';
import { typeScriptExtensions } from '../core/workspace/typescript-modules.js';
import { readPythonFacts } from './python/facts.js';
import { readPythonSource } from './python/read-source.js';
import { readTypeScriptFacts } from './typescript/facts.js';
import { readTypeScriptSource } from './typescript/read-source.js';

/** Reads the facts of one kind of file. */
interface SourceReading {
  readonly fromBytes: (bytes: Uint8Array, path: string) => SourceFacts;
  readonly fromText: (text: string, path: string) => SourceFacts;
}

const python: SourceReading = { fromBytes: readPythonSource, fromText: readPythonFacts };
const typescript: SourceReading = { fromBytes: readTypeScriptSource, fromText: readTypeScriptFacts };

/** By the ending of the file's name. */
const readings: ReadonlyMap<string, SourceReading> = new Map([
  ['.py', python],
  ['.pyw', python],
  ...typeScriptExtensions.map((ending) => [ending, typescript] as const),
]);

/** How files of that name are read; `undefined` for a language that is not known. */
export const readingOf = (path: string): SourceReading | undefined => readings.get(/\.[^./\\]+$/.exec(path)?.[0] ?? '');
