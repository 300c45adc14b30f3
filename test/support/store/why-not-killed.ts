import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { whyNotTraced } from './traced-step.js';

/** Why no process can be killed at a system call here; undefined when it can. */
export async function whyNotKilled(): Promise<string | undefined> {
  const base = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-probe-'));
  try {
    const reason = await whyNotTraced({
      root: base,
      state: path.join(base, 'state'),
      kind: 'recover',
      files: [],
      through: 'integration',
      laterMs: 0,
    });
    return reason === undefined ? undefined : `no process is killed at its system calls: ${reason}`;
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}
