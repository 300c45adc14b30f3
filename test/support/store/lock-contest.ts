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
  const contest = new Contest(directory, careless === true);
  try {
    for (let number = 0; number < processes; number++) contest.start(rounds);
    while (contest.kills < kills && (await contest.disturb()));
    await contest.end();
    return { rounds: contest.rounds, kills: contest.kills, doubleHolders: contest.doubleHolders };
  } finally {
    contest.killAll();
    await rm(base, { recursive: true, force: true });
  }
}

interface Contender {
  readonly process: ChildProcess;
  /** Rounds that it has still to play. */
  rest: number;
}

class Contest {
  rounds = 0;
  kills = 0;
  doubleHolders = 0;
  private readonly running = new Set<Contender>();
  private readonly ended: Promise<void>[] = [];

  constructor(
    private readonly directory: string,
    private readonly careless: boolean,
  ) {}

  start(rounds: number): void {
    const words = [this.directory, String(rounds), ...(this.careless ? ['careless'] : [])];
    const child = spawn(process.execPath, ['out/test/support/store/run-lock-contender.mjs', ...words]);
    const contender: Contender = { process: child, rest: rounds };
    this.running.add(contender);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const played = text.match(/round/gu)?.length ?? 0;
      this.rounds += played;
      contender.rest -= played;
      this.doubleHolders += text.match(/two holders/gu)?.length ?? 0;
    });
    child.stderr.pipe(process.stderr);
    this.ended.push(new Promise((resolve) => child.on('close', () => resolve(void this.running.delete(contender)))));
  }

  /** Stops one of them for a while, which may hold the lock and while it lives nobody else may, and kills every second; false when all are done. */
  async disturb(): Promise<boolean> {
    await delay(20 + Math.random() * 80);
    const victim = [...this.running][Math.floor(Math.random() * this.running.size)];
    if (victim === undefined) return false;
    victim.process.kill('SIGSTOP');
    await delay(50);
    victim.process.kill('SIGCONT');
    await delay(Math.random() * 20);
    if (!victim.process.kill('SIGKILL')) return true;
    this.kills++;
    if (victim.rest > 0) this.start(victim.rest);
    return true;
  }

  async end(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.ended);
  }

  killAll(): void {
    for (const { process: child } of this.running) child.kill('SIGKILL');
  }
}
