import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

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

  constructor(command: string, args: readonly string[], options: StartOptions) {
    this.child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
      env: { ...process.env, ...options.environment },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    running.add(this);
    this.child.once('exit', () => running.delete(this));
    endGroupsWithThisProcess();
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined;
  }

  /** Asks the group to end, waits a few seconds, then insists. */
  async stop(): Promise<void> {
    if (this.ended) return;
    const exit = once(this.child, 'exit');
    this.signal('SIGTERM');
    const impatience = setTimeout(() => this.signal('SIGKILL'), graceMs);
    await exit;
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
  process.once('exit', () => {
    for (const group of running) group.signal('SIGKILL');
  });
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(exitCode));
  }
}
