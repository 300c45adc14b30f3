import type * as vscode from 'vscode';
import type { Observation } from '../../app/ports/observation.js';
import { agentCommand } from '../../core/contract/agent-command.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import type { Log } from '../log.js';
import { migrationTitle } from '../rollback/position-titles.js';
import type { MigrationOfFolder } from '../rollback/rollback-aim.js';

export interface RestartParts {
  readonly observation: (engine: FolderEngine) => Pick<Observation, 'start'>;
  readonly dialogs: Dialogs;
  readonly log: Pick<Log, 'info'>;
  /** Where consent is remembered; belongs to the workspace. */
  readonly memory: vscode.Memento;
}

const memoryKey = 'restartCommands';

/**
 * Runs the contract's restart command for one agent, so that what is observed is the migrated code. A command line of the workspace is run
 * only once a person has agreed to exactly that line. Without a command, or without consent, the observation waits for a restart by hand.
 */
export async function restartAgent(
  parts: RestartParts,
  { engine, migration }: MigrationOfFolder,
  signal: AbortSignal,
): Promise<void> {
  const { contract } = await engine.readContract({ path: migration.path }, { signal });
  const [program, ...rest] = contract.restart ?? [];
  if (program === undefined) return;
  const agent = { path: migration.path, class: migration.begun.classes[0] ?? '' };
  const command = agentCommand([program, ...rest], agent);
  if (!(await hasConsent(parts, migrationTitle(migration), command)) || signal.aborted) return;
  const started = await parts.observation(engine).start(command, signal);
  parts.log.info(`Restarting ${migrationTitle(migration)} with ${lineOf(command)}: ${started.status}`);
  if (started.status !== 'failed') return;
  const message = `${migrationTitle(migration)} was not restarted: ${started.message}. Restart it, so that it can be observed.`;
  await parts.dialogs.notify('warning', message);
}

async function hasConsent(
  { dialogs, memory }: RestartParts,
  name: string,
  command: readonly string[],
): Promise<boolean> {
  const line = lineOf(command);
  const agreed = memory.get<readonly string[]>(memoryKey, []);
  if (agreed.includes(line)) return true;
  const verb = 'Restart';
  const question = `Restart ${name}, so that its migrated code is observed? This runs ${line}`;
  if ((await dialogs.notify('information', question, verb, 'I Do It Myself')) !== verb) return false;
  await memory.update(memoryKey, [...memory.get<readonly string[]>(memoryKey, []), line]);
  return true;
}

/** With quotes where it is not obvious where a part ends. */
function lineOf(command: readonly string[]): string {
  return command.map((part) => (/^[\w./:=@%+-]+$/u.test(part) ? part : JSON.stringify(part))).join(' ');
}
