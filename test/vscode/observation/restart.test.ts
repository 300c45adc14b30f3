import assert from 'node:assert/strict';
import type { StartedCommand } from '../../../src/app/ports/observation.js';
import { restartAgent, type RestartParts } from '../../../src/vscode/observation/restart.js';
import type { MigrationOfFolder } from '../../../src/vscode/rollback/rollback-aim.js';

const { signal } = new AbortController();

interface Told {
  readonly messages: readonly string[];
  readonly ran: readonly (readonly string[])[];
}

/** Restarts an agent whose contract has a command, with a person who agrees to it once, or never. */
async function restart(started: StartedCommand, { agrees = true, times = 1 } = {}): Promise<Told> {
  const messages: string[] = [];
  const ran: (readonly string[])[] = [];
  const memory = new Map<string, unknown>();
  const parts = {
    observation: () => ({ start: (command: readonly string[]) => Promise.resolve((ran.push(command), started)) }),
    dialogs: {
      notify: (_: string, message: string, ...buttons: readonly string[]) => {
        messages.push(message);
        return Promise.resolve(agrees ? buttons[0] : undefined);
      },
    },
    log: { info: () => undefined },
    memory: {
      get: (key: string, fallback: unknown) => memory.get(key) ?? fallback,
      update: (key: string, value: unknown) => Promise.resolve(void memory.set(key, value)),
    },
  } as unknown as RestartParts;
  const contract = { restart: ['supervisorctl', 'restart', '{class}'] };
  const subject = {
    engine: { readContract: () => Promise.resolve({ contract }) },
    migration: { path: 'a.py', begun: { classes: ['A'] } },
  } as unknown as MigrationOfFolder;
  for (let time = 0; time < times; time += 1) await restartAgent(parts, subject, signal);
  return { messages, ran };
}

describe('the restart of a migrated agent', () => {
  it('asks once for each command line', async () => {
    const { messages, ran } = await restart({ status: 'done' }, { times: 2 });
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? '', /This runs supervisorctl restart A$/);
    assert.deepEqual(ran, Array(2).fill(['supervisorctl', 'restart', 'A']));
  });

  it('runs nothing that nobody agreed to', async () => {
    assert.deepEqual((await restart({ status: 'done' }, { agrees: false })).ran, []);
  });

  it('tells its person when it failed: the observation waits for them', async () => {
    const { messages } = await restart({ status: 'failed', message: 'it ended with exit code 1' });
    assert.equal(
      messages[1],
      'A was not restarted: it ended with exit code 1. Restart it, so that it can be observed.',
    );
  });
});
