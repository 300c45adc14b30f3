import { decode } from '../languages/python/decode.js';
import { structureProblems } from '../languages/python/guard.js';

/** Whether the bytes of a file are a source that the structure guard of its language is content with; `undefined` for languages without one. */
export function sourceParses(path: string, bytes: Uint8Array): boolean | undefined {
  if (!/\.pyi?$/u.test(path)) return undefined;
  const decoded = decode(bytes);
  return decoded.ok && structureProblems(decoded.source.text).length === 0;
}
