import type { Range } from '../../text/span.js';

export interface NamedPlace {
  readonly name: string;
  readonly range: Range;
}

/** One process that a start-up manifest starts. */
export interface ManifestEntry extends NamedPlace {
  /** What is started, as written: a path, or a dotted module after `-m`. */
  readonly script: string;
  readonly isModule: boolean;
  readonly dependencies: readonly NamedPlace[];
  /** The port on which it answers requests, when it is written as a number. */
  readonly port?: number;
  /** Where it answers health checks, likewise. */
  readonly healthPort?: number;
}

export interface Manifest {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly entries: readonly ManifestEntry[];
}

export const manifestExtensions: readonly string[] = ['.json', '.yaml', '.yml', '.toml'];

/** Results of analyses, schemas and the steps of a build name scripts as well, but start no agent. */
const otherFiles =
  /(?:^|[/_.-])(?:reports?|results?|analys[ei]s|audit|inventory|schemas?|lock|candidates|workflows|\.github)(?:[/_.-]|$)/iu;

/** Tells by the name alone that a file is worth reading. */
export function mayBeManifest(path: string): boolean {
  return manifestExtensions.some((extension) => path.endsWith(extension)) && !otherFiles.test(path);
}
