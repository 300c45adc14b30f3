import { loadConfig } from '../app/load-config.js';
import type { Config, ParsedConfig } from '../core/config/config.js';
import { askedForIn } from './asked-for.js';
import type { CommandContext } from './command.js';

/** The project's configuration, from `--config` or from the workspace; what was passed over in it is noted. */
export async function configuration(context: CommandContext): Promise<Config> {
  return (await writtenConfiguration(context)).config;
}

/** The same with the text that it was read from, if there is one. */
export async function writtenConfiguration({
  ports,
  configFile,
  workspace,
  output,
}: CommandContext): Promise<ParsedConfig & { readonly text?: string }> {
  const loaded = await loadConfig(ports.files, askedForIn(workspace, configFile));
  for (const warning of loaded.warnings) output.note(warning);
  return loaded;
}
