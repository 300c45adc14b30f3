import { configFileName } from '../core/config/config-file-name.js';
import { ConfigurationError } from '../core/config/configuration-error.js';
import type { WorkspaceFiles } from './ports/workspace-files.js';

export interface ConfigText {
  /** Path of the file, there or not. */
  readonly path: string;
  /** Absent without a file; then the defaults hold. */
  readonly text?: string;
}

/**
 * The configuration as it is written: the file that was asked for, else `agent-migrator.json` at the root of the workspace. Throws
 * `ConfigurationError` when the file that was asked for is missing, or when what was found cannot be read.
 */
export async function readConfigText(
  files: Pick<WorkspaceFiles, 'read' | 'exists'>,
  askedFor?: string,
): Promise<ConfigText> {
  const path = askedFor ?? configFileName;
  const bytes = await files.read(path);
  if (bytes !== undefined) return { path, text: decode(bytes, path) };
  if (await files.exists(path)) {
    throw new ConfigurationError(path, [
      { path: '', message: 'cannot be read: it is no regular file, or far too large' },
    ]);
  }
  if (askedFor === undefined) return { path };
  throw new ConfigurationError(path, [{ path: '', message: 'does not exist; give the path of a configuration file' }]);
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ConfigurationError(path, [{ path: '', message: 'is not UTF-8 text' }], { cause: error });
  }
}
