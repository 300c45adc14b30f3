import type { Validation } from '../app/ports/validation.js';
import type { Config } from '../core/config/config.js';
import type { CommandContext } from './command.js';
import { configuration } from './configuration.js';

/** The checks of one run of a command; `mayExecute` is what the user said on the command line, which no file can say. */
export function validationOf(context: CommandContext, mayExecute: boolean): Validation {
  const reason = 'It would run code of the workspace; allow that with --allow-exec.';
  let config: Promise<Config> | undefined;
  return context.ports.createValidation({
    // Once for all files, so that what is passed over in it is noted once.
    config: () => (config ??= configuration(context)),
    execution: () => (mayExecute ? { allowed: true } : { allowed: false, reason }),
  });
}
