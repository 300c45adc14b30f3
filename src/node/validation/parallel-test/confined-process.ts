import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { endGroup, inGroup } from '../../process-group.js';
import { endMarked, markName } from './end-marked.js';

export interface ConfinedRequest {
  /** Executable and arguments; never a shell line. */
  readonly command: readonly [executable: string, ...rest: string[]];
  readonly input: string;
  readonly timeoutMs: number;
  /** What descriptor 3 may carry. */
  readonly maxAnswerBytes: number;
  /** From the environment outside, by name; everything else of it stays out. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export type ConfinedResult =
  | { readonly status: 'ended'; readonly answer: string; readonly errors: string }
  | { readonly status: 'failed'; readonly reason: string };

/** What a process may say on standard error before it is ended. */
const maxErrorBytes = 256 * 1024;
const passedOn = ['PATH', 'SYSTEMROOT', 'WINDIR', 'VIRTUAL_ENV', 'LANG', 'LC_ALL', 'ELECTRON_RUN_AS_NODE'];

/**
 * Runs a process that may be hostile: in a temporary folder that is also its home, without a network and among processes of its own where
 * the system allows it, in a process group that is ended as a whole, whatever became of it.
 */
export async function runConfined(request: ConfinedRequest, signal: AbortSignal): Promise<ConfinedResult> {
  signal.throwIfAborted();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-check-'));
  const mark = randomUUID();
  try {
    const scratch = path.join(folder, 'scratch');
    await mkdir(scratch);
    const [executable, ...rest] = [...(await isolation()), ...request.command] as [string, ...string[]];
    const child = spawn(executable, rest, {
      cwd: scratch,
      env: confinedEnvironment(request.environment, scratch, mark),
      shell: false,
      windowsHide: true,
      ...inGroup,
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    });
    return await outcomeOf(child, request, signal);
  } finally {
    await endMarked(mark);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

function confinedEnvironment(
  outside: ConfinedRequest['environment'],
  scratch: string,
  mark: string,
): NodeJS.ProcessEnv {
  const kept = passedOn.flatMap((name) => (outside[name] === undefined ? [] : [[name, outside[name]] as const]));
  return {
    ...Object.fromEntries(kept),
    HOME: scratch,
    USERPROFILE: scratch,
    TMPDIR: scratch,
    TEMP: scratch,
    TMP: scratch,
    AGENT_MIGRATOR_SCRATCH: scratch,
    // -I would ignore this too, and with it sets would come in another order in every process. The environment holds nothing else of Python.
    PYTHONHASHSEED: '0',
    [markName]: mark,
  };
}

async function outcomeOf(child: ChildProcess, request: ConfinedRequest, signal: AbortSignal): Promise<ConfinedResult> {
  return await new Promise((resolve, reject) => {
    const answer = new BoundedText(request.maxAnswerBytes);
    const errors = new BoundedText(maxErrorBytes);
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      endGroup(child);
      finish();
    };
    const fail = (reason: string): void => end(() => resolve({ status: 'failed', reason }));
    const onAbort = (): void => end(() => reject(signal.reason as Error));
    const timer = setTimeout(() => fail(`it did not end within ${request.timeoutMs / 1000} s`), request.timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    (child.stdio[3] as Readable).on('data', (chunk: Buffer) => answer.add(chunk) || fail('its record is too large'));
    child.stderr?.on('data', (chunk: Buffer) => errors.add(chunk) || fail('it wrote too much'));
    child.on('error', (error) => fail(`it cannot be started: ${error.message}`));
    // A process that was left behind may keep the pipes open: what counts is that this one is gone.
    child.on('exit', () => endGroup(child));
    child.on('close', () => end(() => resolve({ status: 'ended', answer: answer.text, errors: errors.text })));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(request.input);
  });
}

let isolating: Promise<readonly string[]> | undefined;

/** A command that gives a process its own network and process numbers, all of which end with it; nothing where that is not to be had. */
function isolation(): Promise<readonly string[]> {
  isolating ??= findIsolation();
  return isolating;
}

async function findIsolation(): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [];
  const command = [
    'unshare',
    '--user',
    '--map-current-user',
    '--net',
    '--pid',
    '--fork',
    '--kill-child=SIGKILL',
  ] as const;
  return await new Promise((resolve) => {
    const probe = spawn(command[0], [...command.slice(1), 'true'], {
      stdio: 'ignore',
      timeout: 2000,
      killSignal: 'SIGKILL',
    });
    probe.on('error', () => resolve([]));
    probe.on('close', (code) => resolve(code === 0 ? command : []));
  });
}

class BoundedText {
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(private readonly maxBytes: number) {}

  /** False when it is full. */
  add(chunk: Buffer): boolean {
    this.size += chunk.length;
    if (this.size > this.maxBytes) return false;
    this.chunks.push(chunk);
    return true;
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}
