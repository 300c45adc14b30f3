import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup, inGroup } from '../../process-group.js';
import { endMarked, markName } from '../parallel-test/end-marked.js';
import { isToItself } from './is-to-itself.js';

export interface StartOptions {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const lookMs = 100;
/** For an orderly end, and for ports to be given back. */
const endMs = 5000;
const lastWords = 4096;
const lastWordsMs = 500;

/** An agent as a process of its own group. Whoever starts it ends it, whatever happens. */
export class StartedAgent {
  private readonly mark = randomUUID();
  private readonly child: ChildProcess;
  private readonly closed: Promise<unknown>;
  private said = '';
  /** Why it is no more; `undefined` while it runs. */
  private over: string | undefined;

  constructor({ command: [program, ...rest], cwd, environment }: StartOptions) {
    const env = { ...environment, [markName]: this.mark };
    this.child = spawn(program, rest, {
      cwd,
      env,
      shell: false,
      windowsHide: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...inGroup,
    });
    this.closed = new Promise((resolve) => this.child.once('close', resolve));
    this.child.once('error', ({ message }) => (this.over ??= message));
    this.child.once('exit', (code, signal) => (this.over ??= `it ends with ${signal ?? `exit code ${code ?? '?'}`}`));
    this.child.stderr?.on(
      'data',
      (chunk: Buffer) => (this.said = (this.said + chunk.toString('utf8')).slice(-lastWords)),
    );
  }

  /** Why it does not listen on all of the ports in time; `undefined` when it does. */
  async listens(ports: readonly number[], patienceMs: number, signal: AbortSignal): Promise<string | undefined> {
    const until = performance.now() + patienceMs;
    for (;;) {
      signal.throwIfAborted();
      const ended = await this.ended();
      if (ended !== undefined) return ended;
      const free = await freePorts(ports);
      if (free.length === 0) return undefined;
      if (performance.now() > until)
        return `it does not listen on port ${free.join(', ')} within ${patienceMs / 1000} s`;
      await sleep(lookMs, undefined, { signal });
    }
  }

  /** Why it is no more, with its last words; `undefined` while it runs. */
  async ended(): Promise<string | undefined> {
    if (this.over === undefined) return undefined;
    // What it has said may still be on its way; somebody whom it left behind may keep the pipe open.
    await Promise.race([this.closed, sleep(lastWordsMs)]);
    return [this.over, this.lastLine()].filter(Boolean).join(': ');
  }

  /** Asks it to end, then ends it with all that it started; resolves when the ports are free, or as free as they will be. */
  async end(ports: readonly number[]): Promise<void> {
    const until = performance.now() + endMs;
    this.askToEnd();
    while (this.over === undefined && performance.now() < until) await sleep(lookMs);
    endGroup(this.child);
    await endMarked(this.mark);
    while ((await freePorts(ports)).length < ports.length && performance.now() < until + endMs) await sleep(lookMs);
  }

  private askToEnd(): void {
    const { pid } = this.child;
    if (pid === undefined || this.over !== undefined) return;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGINT');
    } catch {
      // It is gone already.
    }
  }

  private lastLine(): string {
    return this.said.trim().split('\n').at(-1)?.trim() ?? '';
  }
}

/** Those of the ports on which nobody listens. */
export async function freePorts(ports: readonly number[]): Promise<readonly number[]> {
  const found = await Promise.all(ports.map(async (port) => ((await isFree(port)) ? [port] : [])));
  return found.flat();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    const end = (free: boolean): void => {
      socket.destroy();
      resolve(free);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once('connect', () => end(isToItself(socket)));
    socket.once('error', () => end(true));
  });
}
