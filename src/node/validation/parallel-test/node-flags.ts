import { spawn } from 'node:child_process';
import type { AgentLimits } from './recorder.js';

/** Modules are linked by the harness. */
const always = ['--no-warnings', '--experimental-vm-modules'];
/** Node's own fence, under the name that the version has for it: no writing, no processes, no threads, no native code. */
const fences = ['--permission', '--experimental-permission'];

const known = new Map<string, Promise<readonly string[]>>();

/**
 * Flags for a harness that this executable runs; without a fence where it has none. The heap of an agent that fills it ends before the
 * machine's memory does.
 */
export async function nodeFlags(executable: string, { heapMiB }: AgentLimits): Promise<readonly string[]> {
  const found = known.get(executable) ?? findFlags(executable);
  known.set(executable, found);
  return [...(await found), `--max-old-space-size=${heapMiB}`];
}

async function findFlags(executable: string): Promise<readonly string[]> {
  for (const fence of fences) {
    const flags = [...always, fence, '--allow-fs-read=*'];
    if (await starts(executable, flags)) return flags;
  }
  return always;
}

async function starts(executable: string, flags: readonly string[]): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = spawn(executable, [...flags, '-e', '0'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: 'ignore',
      timeout: 5000,
      killSignal: 'SIGKILL',
    });
    probe.on('error', () => resolve(false));
    probe.on('close', (code) => resolve(code === 0));
  });
}
