import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { StoreStep, Told } from './store-step.js';

/** One call into the kernel, by name and by how many of that name came before it in the same step, from 1. */
export interface SystemCall {
  readonly name: string;
  readonly number: number;
  /** As strace shows it, such as `linkat(AT_FDCWD, "…") = 0`. */
  readonly text: string;
}

/** Everything that opens, changes, names or syncs a file or folder. */
const calls =
  'openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,ftruncate,fchmod,fchown';

/** What happens to the process instead of a call: it is killed, or the call fails, once or from then on, or takes few bytes. */
export interface Injection {
  readonly call: Pick<SystemCall, 'name' | 'number'>;
  readonly fault: 'signal=KILL' | `error=${string}` | `retval=${number}`;
  readonly sticky?: boolean;
}

export interface TracedRun {
  /** Undefined when the process did not live to tell. */
  readonly told: Told | undefined;
  readonly killed: boolean;
}

/** Does a step in a process of its own whose every file operation runs in one thread, which strace watches and meddles with. */
export class TracedStep {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly thread: string,
  ) {}

  /** Ready to go; nothing has been done yet. */
  static async start(step: StoreStep): Promise<TracedStep> {
    const child = spawn(process.execPath, ['out/test/support/store/run-store-step.cjs', JSON.stringify(step)], {
      env: { ...process.env, UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' },
    });
    child.stdin.on('error', () => undefined);
    return new TracedStep(child, (await firstLine(child.stdout)).trim());
  }

  /** Every call of the step that is one of `calls`, in order. */
  async listCalls(log: string): Promise<readonly SystemCall[]> {
    await this.run(['-y', '-s', '0', '-o', log]);
    const lines = (await readFile(log, 'utf8')).split('\n');
    await rm(log);
    return numbered(lines);
  }

  async disturb({ call, fault, sticky }: Injection): Promise<TracedRun> {
    return await this.run([
      '-o',
      '/dev/null',
      '-e',
      `inject=${call.name}:${fault}:when=${call.number}${sticky ? '+' : ''}`,
    ]);
  }

  private async run(options: readonly string[]): Promise<TracedRun> {
    const { child, thread } = this;
    const strace = spawn('strace', ['-p', thread, '-e', `trace=${calls}`, '-e', 'signal=none', ...options]);
    const attached = await firstLine(strace.stderr);
    if (!attached.includes('attached')) {
      child.kill('SIGKILL');
      throw new Error(`strace cannot attach: ${attached.trim()}`);
    }
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [ended, traced] = [once(child, 'close'), once(strace, 'close')];
    child.stdin.write('go\n');
    const [, signal] = (await ended) as [number | null, NodeJS.Signals | null];
    await traced;
    return { told: said === '' ? undefined : (JSON.parse(said) as Told), killed: signal === 'SIGKILL' };
  }
}

/** Why processes cannot be traced here; undefined when they can. */
export async function whyNotTraced(step: StoreStep): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'strace is for Linux only';
  const found = spawn('strace', ['--version']);
  const [failure] = (await Promise.race([once(found, 'error'), once(found, 'close')])) as unknown[];
  if (failure instanceof Error) return 'strace is not installed';
  try {
    await (await TracedStep.start(step)).disturb({ call: { name: 'mkdir', number: 10_000 }, fault: 'signal=KILL' });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function firstLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes('\n')) return text;
  }
  return text;
}

/**
 * Waking the main thread is no file operation, but counts among the writes of the thread. How often it is woken depends on the moment, so a
 * write may be another one the next time; every other call is the same.
 */
function numbered(lines: readonly string[]): readonly SystemCall[] {
  const counts = new Map<string, number>();
  return lines.flatMap((text) => {
    const name = /^(\w+)\(/u.exec(text)?.[1];
    if (name === undefined) return [];
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    return text.includes('anon_inode:') ? [] : [{ name, number, text }];
  });
}
