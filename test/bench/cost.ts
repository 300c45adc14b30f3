import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What one run took, without the start of its interpreter. */
export interface Cost {
  readonly wallMs: number;
  /** User and system time of all threads; absent where the platform does not tell. */
  readonly cpuMs?: number;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder?: string;
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Exit codes that are an answer, not a failure. */
  readonly expected?: readonly number[];
}

/** Runs a subject to its end; what it printed. Throws with its last words when it failed. */
export async function output(command: Command): Promise<string> {
  const { file, args, folder = '.', input = '', environment = {}, expected = [0] } = command;
  const child = spawn(file, args, { cwd: folder, env: { ...process.env, ...environment } });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== null && expected.includes(code)) return stdout;
  throw new Error(`${file} ended with ${code ?? 'a signal'}: ${stderr.trim().split('\n').slice(-3).join(' ')}`);
}

/** The cost of a subject that measures itself and prints it as its last line. */
export async function reportedCost(command: Command): Promise<Cost> {
  const last = (await output(command)).trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(last) as Cost;
}
