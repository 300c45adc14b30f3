import { defaultConfig, parseConfig, type ParsedConfig } from '../core/config/config.js';
import { readConfigText } from './config-text.js';
import type { WorkspaceFiles } from './ports/workspace-files.js';

/**
 * The project's configuration: the file that was asked for, else `agent-migrator.json` at the root of the workspace, else the defaults.
 * Throws `ConfigurationError` when the file that was asked for is missing, or when what was found cannot be used.
 */
export async function loadConfig(
  files: Pick<WorkspaceFiles, 'read' | 'exists'>,
  askedFor?: string,
): Promise<ParsedConfig & { readonly text?: string }> {
  const { path, text } = await readConfigText(files, askedFor);
  return text === undefined ? { config: defaultConfig, warnings: [] } : { ...parseConfig(text, path), text };
}
