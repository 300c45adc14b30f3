import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type RunningCli = ChildProcessByStdio<null, Readable, Readable>;

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Acts on the process while it runs, such as closing its output. */
  readonly meanwhile?: (child: RunningCli) => void;
}

// A cache and a state of their own: a test neither finds nor leaves anything in the user's.
const home = mkdtempSync(path.join(os.tmpdir(), 'agent-migrator-cli-'));
const ownFolders = { XDG_CACHE_HOME: home, XDG_STATE_HOME: home, AGENT_MIGRATOR_STATE_DIR: home };

/** Runs the built command line as users run it: as a process of its own, with pipes instead of a terminal. */
export async function runBuiltCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const child = spawn(process.execPath, [path.resolve('dist/cli.js'), ...args], {
    cwd: options.cwd ?? process.cwd(),
    env: { ...process.env, ...ownFolders, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.meanwhile?.(child);
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.stderr += chunk));
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...text }));
  });
}
