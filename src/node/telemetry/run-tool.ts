import { type ChildProcess, type ExecFileException, execFile } from 'node:child_process';
import type { ToolFailure, ToolRun } from '../../core/telemetry/tool-run.js';

export interface ToolLimits {
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  /** Is given a child that was killed and may be stuck in the kernel all the same. */
  readonly onKilled?: (child: ChildProcess) => void;
}

/** What every question to a tool is given: a driver that hangs is given up long before a person would. */
export const toolLimits: ToolLimits = { timeoutMs: 4000, maxOutputBytes: 1024 * 1024 };

/** Some tools are scripts that take a second of a core to start: they get a twentieth of the time. */
export function pauseMsAfter(tookMs: number): number {
  return 20 * tookMs;
}

/** The C locale keeps the decimal point a point. */
export const toolEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C' });

/**
 * Runs a measuring tool without a shell and reports how it ended. Resolves at the time limit even when the child cannot be killed:
 * a wedged driver leaves its tool in uninterruptible sleep.
 */
export function runTool(
  executable: string,
  args: readonly string[],
  limits: ToolLimits,
  signal: AbortSignal,
): Promise<ToolRun> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const finish = (run: Omit<ToolRun, 'tookMs'>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve({ ...run, tookMs: performance.now() - startedMs });
    };
    const child = execFile(
      executable,
      args,
      { maxBuffer: limits.maxOutputBytes, windowsHide: true, env: toolEnvironment() },
      (error, stdout, stderr) => finish({ ...endOf(error), stdout, stderr }),
    );
    const giveUp = (failure: ToolFailure): void => {
      child.kill('SIGKILL');
      child.stdout?.destroy();
      child.stderr?.destroy();
      child.unref();
      limits.onKilled?.(child);
      finish({ exitCode: undefined, stdout: '', stderr: '', failure });
    };
    const abort = (): void => giveUp('killed');
    const timer = setTimeout(() => giveUp('timeout'), limits.timeoutMs);
    signal.addEventListener('abort', abort, { once: true });
  });
}

function endOf(error: ExecFileException | null): {
  readonly exitCode: number | undefined;
  readonly failure?: ToolFailure;
} {
  if (error === null) return { exitCode: 0 };
  if (typeof error.code === 'number') return { exitCode: error.code };
  return { exitCode: undefined, failure: failureOf(error) };
}

function failureOf(error: ExecFileException): ToolFailure {
  switch (error.code) {
    case 'ENOENT':
      return 'not-found';
    case 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER':
      return 'too-much-output';
    case null:
    case undefined:
      return 'killed';
    default:
      return 'not-executable';
  }
}
