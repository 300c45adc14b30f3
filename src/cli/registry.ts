import type { Command } from './command.js';
import { telemetryCommand } from './commands/telemetry.js';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [telemetryCommand];
