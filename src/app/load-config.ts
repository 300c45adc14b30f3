import { configFileName, defaultConfig, parseConfig, type ParsedConfig } from '../core/config/config.js';
import { ConfigurationError } from '../core/config/configuration-error.js';
import type { WorkspaceFiles } from './ports/workspace-files.js';

/**
 * The project's configuration: the file that was asked for, else `agent-migrator.json` at the root of the workspace, else the defaults.
 * Throws `ConfigurationError` when the file that was asked for is missing, or when what was found cannot be used.
 */
export async function loadConfig(
  files: Pick<WorkspaceFiles, 'read' | 'exists'>,
  askedFor?: string,
): Promise<ParsedConfig> {
  const path = askedFor ?? configFileName;
  const bytes = await files.read(path);
  if (bytes !== undefined) return parseConfig(decode(bytes, path), path);
  if (await files.exists(path)) {
    throw new ConfigurationError(path, [
      { path: '', message: 'cannot be read: it is no regular file, or far too large' },
    ]);
  }
  if (askedFor === undefined) return { config: defaultConfig, warnings: [] };
  throw new ConfigurationError(path, [{ path: '', message: 'does not exist; give the path of a configuration file' }]);
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ConfigurationError(path, [{ path: '', message: 'is not UTF-8 text' }], { cause: error });
  }
}
