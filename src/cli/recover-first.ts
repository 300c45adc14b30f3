import { recover } from '../app/migrate/recover.js';
import type { CommandContext } from './command.js';
import { recoveryAsText } from './text/recovery-text.js';

/** Commands that write first put in order what a crash left behind, and say so. */
export async function recoverFirst({ ports, output, operation }: CommandContext): Promise<void> {
  const { recovered } = await recover(ports.changes, [], operation);
  for (const entry of recovered) output.note(recoveryAsText(entry).trimEnd());
}
