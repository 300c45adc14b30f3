import { spawn } from 'node:child_process';
import type { StartedCommand } from '../../app/ports/observation.js';

/** A command that restarts something has ended by then; one that is the agent itself runs on. */
const patienceMs = 30_000;

/** Starts a program without a shell and lets it live on its own: whatever it starts must outlive whoever asked for it. */
export async function startCommand(
  [program, ...rest]: readonly [string, ...(readonly string[])],
  cwd: string,
  signal: AbortSignal,
): Promise<StartedCommand> {
  signal.throwIfAborted();
  const child = spawn(program, rest, { cwd, shell: false, detached: true, stdio: 'ignore', windowsHide: true });
  child.unref();
  return await new Promise((resolve, reject) => {
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      finish();
    };
    const onAbort = (): void => end(() => reject(signal.reason as Error));
    const timer = setTimeout(() => end(() => resolve({ status: 'running' })), patienceMs);
    signal.addEventListener('abort', onAbort, { once: true });
    child.once('error', ({ message }) => end(() => resolve({ status: 'failed', message })));
    child.once('exit', (exitCode) => {
      const message = `it ended with exit code ${exitCode ?? 'none'}`;
      end(() => resolve(exitCode === 0 ? { status: 'done' } : { status: 'failed', message }));
    });
  });
}
