import type { Manifest } from '../../core/workspace/manifest/manifest.js';
import type { Operation } from '../operation.js';

/** Reads start-up manifests of one workspace folder. */
export interface ManifestReader {
  /** In the order of the paths; a file that is no manifest, or is too large to be kept by hand, gives nothing. */
  readManifests(paths: readonly string[], operation: Operation): Promise<readonly Manifest[]>;
}
