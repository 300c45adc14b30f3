import type { Operation } from '../app/operation.js';
import type { ManifestReader } from '../app/ports/manifest-reader.js';
import type { WorkspaceFiles } from '../app/ports/workspace-files.js';
import type { Manifest } from '../core/workspace/manifest/manifest.js';
import { readManifest } from '../core/workspace/manifest/read-manifest.js';

/** Larger files are data, not something a person keeps by hand. */
const maxManifestBytes = 512 * 1024;

/** Reads manifests with the readers of their formats, which activation has no use for. */
export class LocalManifestReader implements ManifestReader {
  constructor(private readonly files: Pick<WorkspaceFiles, 'read'>) {}

  async readManifests(paths: readonly string[], { signal }: Operation): Promise<readonly Manifest[]> {
    const read = await Promise.all(
      paths.map(async (path) => {
        signal.throwIfAborted();
        const bytes = await this.files.read(path);
        if (!bytes || bytes.byteLength > maxManifestBytes) return [];
        return readManifest(path, new TextDecoder().decode(bytes)) ?? [];
      }),
    );
    return read.flat();
  }
}
