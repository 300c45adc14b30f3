import { RefusedError } from '../core/reason.js';
import type { SourceReader } from './ports/source-reader.js';

/** The bytes of a file that is to be planned; throws `RefusedError` when there are none to be had. */
export async function readSource(sources: SourceReader, path: string): Promise<Uint8Array> {
  const reading = await sources.read(path);
  if (reading.kind === 'file') return reading.file.bytes;
  if (reading.kind === 'unreadable') throw new RefusedError(reading.reason);
  throw new RefusedError({ code: 'not-a-file', message: `There is no file ${path}.` });
}
