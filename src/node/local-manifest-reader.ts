import { inSlices } from '../app/assess/slices.js';
import type { Operation } from '../app/operation.js';
import type { Clock } from '../app/ports/clock.js';
import type { ManifestReader } from '../app/ports/manifest-reader.js';
import type { WorkspaceFiles } from '../app/ports/workspace-files.js';
import type { Manifest } from '../core/workspace/manifest/manifest.js';
import { readManifest } from '../core/workspace/manifest/read-manifest.js';

/** Larger files are data, not something a person keeps by hand. */
const maxManifestBytes = 512 * 1024;

/** Reads manifests with the readers of their formats, which activation has no use for; sources are read by others meanwhile. */
export class LocalManifestReader implements ManifestReader {
  constructor(
    private readonly files: Pick<WorkspaceFiles, 'read'>,
    private readonly clock: Clock,
  ) {}

  async readManifests(paths: readonly string[], operation: Operation): Promise<readonly Manifest[]> {
    const read = await Promise.all(
      paths.map(async (path) => {
        operation.signal.throwIfAborted();
        const bytes = await this.files.read(path);
        return bytes && bytes.byteLength <= maxManifestBytes ? [{ path, bytes }] : [];
      }),
    );
    const manifests: Manifest[] = [];
    for await (const { path, bytes } of inSlices(read.flat(), this.clock, operation)) {
      const manifest = readManifest(path, new TextDecoder().decode(bytes));
      if (manifest) manifests.push(manifest);
    }
    return manifests;
  }
}
