import { isStanding, sha256At, type History } from '../../core/journal/replay.js';
import { defaultExcludes } from '../../core/workspace/default-excludes.js';
import type { RollbackPorts } from '../change-ports.js';
import type { Operation } from '../operation.js';
import type { SourceFile } from '../ports/source-reader.js';

/** A file found by its content under another name than the journal knows it by. */
export interface RenamedFile {
  readonly path: string;
  readonly file: SourceFile;
}

/** Files of the workspace with exactly this content, of the same kind as one that is gone. */
export async function findRenamed(
  ports: RollbackPorts,
  gone: string,
  sha256: string,
  operation: Operation,
): Promise<readonly RenamedFile[]> {
  const extensions = [gone.slice(gone.lastIndexOf('.'))];
  const options = { paths: [], noIgnore: false, exclude: defaultExcludes, extensions };
  const found: RenamedFile[] = [];
  for (const path of await ports.files.list(options, operation)) {
    operation.signal.throwIfAborted();
    const reading = await ports.sources.read(path);
    if (reading.kind === 'file' && reading.file.sha256 === sha256) found.push({ path, file: reading.file });
  }
  return found;
}

/** The newest migration that stands, has left exactly this content, and whose own file is gone: the file was renamed to where it was found. */
export async function migrationOfRenamed(
  ports: RollbackPorts,
  { migrations }: History,
  sha256: string,
): Promise<string | undefined> {
  const matching = migrations.filter((one) => isStanding(one) && sha256At(one, one.position) === sha256);
  for (const { id, path } of matching.reverse()) {
    if ((await ports.sources.read(path)).kind === 'absent') return id;
  }
  return undefined;
}
