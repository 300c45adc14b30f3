import { spawn } from 'node:child_process';
import { endGroup, inGroup } from './process-group.js';

export interface ProcessRequest {
  /** An executable, found on PATH or given as an absolute path; never a shell line. */
  readonly command: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** The whole environment of the process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input?: Uint8Array;
  readonly timeoutMs: number;
  /** More output than this ends the process. */
  readonly maxOutputBytes: number;
}

export type ProcessResult =
  | { readonly status: 'ended'; readonly exitCode: number; readonly stdout: Uint8Array; readonly stderr: Uint8Array }
  | { readonly status: 'not-found' }
  | { readonly status: 'timeout' }
  | { readonly status: 'too-much-output' };

/** Runs one process to its end without a shell. Rejects only when `signal` aborts; one that does not end is killed with all it started, and not waited for. */
export async function runProcess(request: ProcessRequest, signal: AbortSignal): Promise<ProcessResult> {
  signal.throwIfAborted();
  const child = spawn(request.command, request.arguments, {
    cwd: request.cwd,
    env: request.environment,
    shell: false,
    windowsHide: true,
    stdio: 'pipe',
    ...inGroup,
  });
  return await new Promise((resolve, reject) => {
    const stdout = new OutputBuffer(request.maxOutputBytes);
    const stderr = new OutputBuffer(request.maxOutputBytes);
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      finish();
    };
    const stop = (finish: () => void): void => {
      endGroup(child);
      end(finish);
    };
    const onAbort = (): void => stop(() => reject(signal.reason as Error));
    const timer = setTimeout(() => stop(() => resolve({ status: 'timeout' })), request.timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    const overflow = (): void => stop(() => resolve({ status: 'too-much-output' }));
    child.stdout.on('data', (chunk: Uint8Array) => stdout.add(chunk) || overflow());
    child.stderr.on('data', (chunk: Uint8Array) => stderr.add(chunk) || overflow());
    child.on('error', () => end(() => resolve({ status: 'not-found' })));
    child.on('close', (exitCode) => {
      end(() => resolve({ status: 'ended', exitCode: exitCode ?? -1, stdout: stdout.bytes, stderr: stderr.bytes }));
    });
    // A process that ends without reading closes the pipe: its exit code says more than the broken pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(request.input);
  });
}

class OutputBuffer {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;

  constructor(private readonly maxBytes: number) {}

  /** False when it is full. */
  add(chunk: Uint8Array): boolean {
    this.size += chunk.length;
    if (this.size > this.maxBytes) return false;
    this.chunks.push(chunk);
    return true;
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.chunks);
  }
}
