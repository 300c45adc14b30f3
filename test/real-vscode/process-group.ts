import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { atExit } from './at-exit.js';

const graceMs = 5_000;
const running = new Set<ProcessGroup>();
let watching = false;

export interface StartOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

/**
 * A child and everything it starts, as a process group of its own. It ends when `stop` is called, and when this process
 * ends in whatever way it can still notice. Nothing outside the group is ever signalled.
 */
export class ProcessGroup {
  readonly child: ChildProcess;
  /** Settles when the child has ended, or could not be started. */
  readonly end: Promise<void>;

  constructor(command: string, args: readonly string[], options: StartOptions) {
    this.child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
      env: { ...process.env, ...options.environment },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    running.add(this);
    this.end = new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.once('error', () => resolve());
    });
    void this.end.then(() => running.delete(this));
    endGroupsWithThisProcess();
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined;
  }

  /** Asks the group to end, waits a few seconds, then insists. */
  async stop(): Promise<void> {
    if (this.ended) return;
    this.signal('SIGTERM');
    const impatience = setTimeout(() => this.signal('SIGKILL'), graceMs);
    await this.end;
    clearTimeout(impatience);
    // The leader is gone; whatever it left behind in its group goes too.
    this.signal('SIGKILL');
  }

  signal(name: 'SIGTERM' | 'SIGKILL'): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      if (!this.ended) spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
      return;
    }
    try {
      process.kill(-pid, name);
    } catch {
      // The group has ended already.
    }
  }
}

function endGroupsWithThisProcess(): void {
  if (watching) return;
  watching = true;
  atExit(() => {
    for (const group of running) group.signal('SIGKILL');
  });
}
