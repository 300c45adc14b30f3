import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runPython } from './python.js';

export const fleetFolder = path.resolve('media/example-fleet');

/** Agents that an earlier migration broke, with the line at which Python gives up. */
export const brokenAgents: Readonly<Record<string, number>> = {
  'agents/emotion_agent.py': 14,
  'agents/tutor_agent.py': 19,
};

export interface ManifestEntry {
  readonly name: string;
  readonly script: string;
  readonly port: number;
  readonly dependencies: readonly string[];
}

export interface FleetRun {
  readonly code: number | null;
  readonly agents: readonly {
    readonly name: string;
    readonly main: string | null;
    readonly health: string | null;
    readonly stop: string | null;
    readonly problem: string | null;
  }[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/** The agents of one of the two start-up manifests; the Python ones unless another is named. */
export async function manifest(name = 'startup.json'): Promise<readonly ManifestEntry[]> {
  const text = await readFile(path.join(fleetFolder, 'config', name), 'utf8');
  return (JSON.parse(text) as { agents: ManifestEntry[] }).agents;
}

/** Paths of all Python files of the fleet, relative to it, with `/`. */
export async function pythonFiles(): Promise<readonly string[]> {
  const found = await readdir(fleetFolder, { recursive: true, encoding: 'utf8' });
  return found
    .filter((file) => file.endsWith('.py'))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}

/** Starts, asks and stops agents; an empty list of names means all. */
export async function runFleet(folder: string, ...names: string[]): Promise<FleetRun> {
  const { code, stdout, stderr } = await runPython(['run_fleet.py', '--json', ...names], { cwd: folder });
  if (stdout === '') throw new Error(`run_fleet.py printed nothing\n${stderr}`);
  return { code, ...(JSON.parse(stdout) as Omit<FleetRun, 'code'>) };
}

/** Lets a test change a copy of the fleet. */
export async function withFleetCopy<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const parent = await mkdtemp(path.join(tmpdir(), 'example-fleet-'));
  const folder = path.join(parent, 'fleet');
  try {
    await cp(fleetFolder, folder, { recursive: true });
    return await use(folder);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}
