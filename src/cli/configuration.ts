import path from 'node:path';
import { loadConfig } from '../app/load-config.js';
import type { Config } from '../core/config/config.js';
import type { CommandContext } from './command.js';

/** The project's configuration, from `--config` or from the workspace; what was passed over in it is noted. */
export async function configuration({ ports, configFile, workspace, output }: CommandContext): Promise<Config> {
  const askedFor = configFile === undefined ? undefined : path.relative(workspace, configFile);
  const { config, warnings } = await loadConfig(ports.files, askedFor);
  for (const warning of warnings) output.note(warning);
  return config;
}
