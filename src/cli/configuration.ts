import type { AssessmentRequest } from '../app/assess/assess-workspace.js';
import { loadConfig } from '../app/load-config.js';
import type { Config } from '../core/config/config.js';
import { askedForIn } from './asked-for.js';
import type { CommandContext } from './command.js';

/** The project's configuration, from `--config` or from the workspace; what was passed over in it is noted. */
export async function configuration(context: CommandContext): Promise<Config> {
  return (await configurationToAssess(context)).config;
}

/** The same for an assessment, which is remembered by what the configuration was read from. */
export async function configurationToAssess({
  ports,
  configFile,
  workspace,
  output,
}: CommandContext): Promise<Pick<AssessmentRequest, 'config' | 'configText'>> {
  const { config, warnings, text = null } = await loadConfig(ports.files, askedForIn(workspace, configFile));
  for (const warning of warnings) output.note(warning);
  // Whoever is answered from memory by the text alone is not warned.
  return warnings.length > 0 ? { config } : { config, configText: text };
}
