import { RefusedError } from '../../core/reason.js';
import type { SourceFile, SourceReader } from '../ports/source-reader.js';

/** A file that is to be planned; throws `RefusedError` when it cannot be had. */
export async function readSource(sources: SourceReader, path: string): Promise<SourceFile> {
  const reading = await sources.read(path);
  if (reading.kind === 'file') return reading.file;
  if (reading.kind === 'unreadable') throw new RefusedError(reading.reason);
  throw new RefusedError({ code: 'not-a-file', message: `There is no file ${path}.` });
}
