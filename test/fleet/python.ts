import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface PythonRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const interpreter = process.platform === 'win32' ? 'python' : 'python3';

/** Runs the interpreter to its end, with `input` on its standard input. */
export async function runPython(
  args: readonly string[],
  options: { readonly cwd: string; readonly input?: string; readonly path?: string },
): Promise<PythonRun> {
  const child = spawn(interpreter, args, {
    cwd: options.cwd,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...(options.path ? { PYTHONPATH: options.path } : {}) },
  });
  child.stdin.end(options.input ?? '');
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}
