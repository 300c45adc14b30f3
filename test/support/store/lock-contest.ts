import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface ContestOptions {
  readonly processes: number;
  /** Rounds that each process plays. */
  readonly rounds: number;
  /** How many processes are killed on the way, and started anew. */
  readonly kills: number;
  /** With a lock that takes every other process for dead. */
  readonly careless?: boolean;
}

export interface ContestResult {
  readonly rounds: number;
  readonly kills: number;
  readonly doubleHolders: number;
}

/** Several processes take one lock in turn while others of them are killed or stopped in the middle of it. */
export async function contestLock({ processes, rounds, kills, careless }: ContestOptions): Promise<ContestResult> {
  const base = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-lock-'));
  const directory = path.join(base, 'lock');
  await mkdir(directory);
  const counts = { rounds: 0, kills: 0, doubleHolders: 0 };
  const running = new Set<ChildProcess>();
  const ended: Promise<void>[] = [];
  const start = (): void => {
    const words = [directory, String(rounds), ...(careless === true ? ['careless'] : [])];
    const child = spawn(process.execPath, ['out/test/support/store/run-lock-contender.mjs', ...words]);
    running.add(child);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      counts.rounds += text.match(/round/gu)?.length ?? 0;
      counts.doubleHolders += text.match(/two holders/gu)?.length ?? 0;
    });
    child.stderr.pipe(process.stderr);
    ended.push(new Promise((resolve) => child.on('close', () => resolve(void running.delete(child)))));
  };
  try {
    for (let number = 0; number < processes; number++) start();
    while (counts.kills < kills && running.size > 0) {
      await delay(20 + Math.random() * 80);
      const [victim] = running;
      if (victim === undefined) break;
      // Stopped first: it may hold the lock now, and while it lives nobody else may.
      victim.kill('SIGSTOP');
      await delay(50);
      victim.kill('SIGKILL');
      counts.kills++;
      start();
    }
    await Promise.all(ended);
    return counts;
  } finally {
    for (const child of running) child.kill('SIGKILL');
    await rm(base, { recursive: true, force: true });
  }
}
