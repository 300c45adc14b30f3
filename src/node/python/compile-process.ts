import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import os from 'node:os';
import { compileProgram } from './compile-program.js';

/** An executable and what comes before our own arguments, such as `py -3`. */
export type PythonCommand = readonly [executable: string, ...first: string[]];

/** Frames sent ahead of their answers, in bytes: enough to keep the interpreter busy, little enough to resend after a crash. */
const WINDOW_BYTES = 256 * 1024;
/** Time from the answer before (or the sending, when that was later) to the answer. */
const ANSWER_TIMEOUT_MS = 2000;
/** Starting the first process of the day reads it from a cold disk. */
const START_TIMEOUT_MS = 10_000;

export type FrameAnswer =
  | { readonly status: 'answered'; readonly line: string }
  | { readonly status: 'timeout' }
  | { readonly status: 'crashed' };

/** One interpreter process that compiles frame after frame. */
export class CompileProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: string[] = [];
  private partial = '';
  private wake: (() => void) | undefined;
  private hasEnded = false;
  /** Answers that have not come: the greeting is one. */
  private owed = 1;
  private hasNoExecutable = false;

  constructor([executable, ...first]: PythonCommand, environment: NodeJS.ProcessEnv) {
    this.child = spawn(executable, [...first, '-I', '-B', '-c', compileProgram], {
      // Never the workspace: an executable of that name lying there must not be found, and nothing there be imported.
      cwd: os.tmpdir(),
      env: environment,
      shell: false,
      windowsHide: true,
      stdio: 'pipe',
    });
    this.child.stdout.setEncoding('utf8').on('data', (chunk: string) => this.receive(chunk));
    this.child.stderr.resume();
    this.child.stdin.on('error', () => undefined);
    this.child.on('error', (error: NodeJS.ErrnoException) => {
      this.hasNoExecutable = error.code === 'ENOENT';
      this.markEnded();
    });
    this.child.on('close', () => this.markEnded());
  }

  /** There is no executable of that name; known when the greeting did not come. */
  get isAbsent(): boolean {
    return this.hasNoExecutable;
  }

  /** It lives, has answered everything, and has said nothing else, which would be taken for the next answer. */
  get isFree(): boolean {
    return !this.hasEnded && this.owed === 0 && this.lines.length === 0 && this.partial === '';
  }

  /** It does not keep our own process alive any more; when that ends, so does the interpreter, as nobody writes to it any more. */
  rest(): void {
    for (const part of this.parts) part.unref();
  }

  wakeUp(): void {
    for (const part of this.parts) part.ref();
  }

  /** The first line: name and version of the interpreter; `undefined` when nothing usable starts. */
  async greeting(signal: AbortSignal): Promise<string | undefined> {
    const answer = await this.nextLine(START_TIMEOUT_MS, signal);
    return answer.status === 'answered' ? answer.line : undefined;
  }

  /**
   * Sends frames from `next` on and hands each answer to `take` in order. Ends early, with the number of frames that were dealt with, when the
   * process hangs or dies: the frame it was at has been handed over as such, and the process is of no more use.
   */
  async exchange(
    frames: readonly Uint8Array[],
    take: (index: number, answer: FrameAnswer) => void,
    signal: AbortSignal,
  ): Promise<number> {
    let sent = 0;
    let sentBytes = 0;
    for (let index = 0; index < frames.length; index++) {
      while (sent < frames.length && (sent <= index || sentBytes < WINDOW_BYTES))
        sentBytes += this.send(frames[sent++]);
      const answer = await this.nextLine(ANSWER_TIMEOUT_MS, signal);
      sentBytes -= frames[index]?.byteLength ?? 0;
      take(index, answer);
      if (answer.status !== 'answered') return index + 1;
    }
    return frames.length;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private get parts(): readonly Pick<ChildProcess, 'ref' | 'unref'>[] {
    const { child } = this;
    // Pipes, which Node knows as sockets.
    return [child, child.stdin, child.stdout, child.stderr] as readonly Pick<ChildProcess, 'ref' | 'unref'>[];
  }

  private send(frame: Uint8Array = new Uint8Array()): number {
    this.child.stdin.write(`${frame.byteLength}\n`);
    this.child.stdin.write(frame);
    this.owed++;
    return frame.byteLength;
  }

  private async nextLine(timeoutMs: number, signal: AbortSignal): Promise<FrameAnswer> {
    const late = AbortSignal.timeout(timeoutMs);
    const wake = (): void => this.wake?.();
    late.addEventListener('abort', wake, { once: true });
    signal.addEventListener('abort', wake, { once: true });
    try {
      for (;;) {
        signal.throwIfAborted();
        const line = this.lines.shift();
        if (line !== undefined) {
          this.owed--;
          return { status: 'answered', line };
        }
        if (this.hasEnded) return { status: 'crashed' };
        if (late.aborted) return { status: 'timeout' };
        await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      late.removeEventListener('abort', wake);
      signal.removeEventListener('abort', wake);
    }
  }

  private receive(chunk: string): void {
    const parts = (this.partial + chunk).split('\n');
    this.partial = parts.pop() ?? '';
    this.lines.push(...parts);
    this.wake?.();
  }

  private markEnded(): void {
    this.hasEnded = true;
    this.wake?.();
  }
}
