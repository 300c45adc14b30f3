import { findDamage } from './crash-oracle.js';
import { contentsBefore, type CrashScenario } from './crash-scenarios.js';
import { KilledError, MemoryDisk, type Fault, type FaultPlan } from './memory-disk.js';
import { EveryChoice, seededChoice } from './choices.js';
import { clockAt, memoryPorts, type WorldParts } from './memory-world.js';
import { afterKill, afterPowerCut, copyDisk, fingerprint } from './power-cut.js';

export interface Damage {
  readonly scenario: string;
  readonly crash: string;
  readonly problems: readonly string[];
}

export interface CrashCount {
  points: number;
  readonly damages: Damage[];
}

/** Power cuts: the states that a disk may then be in, each judged once. */
export interface CutCount extends CrashCount {
  /** Operations at which every such state was judged, and those with so many that some were chosen. */
  exhausted: number;
  chosen: number;
  readonly seen: Set<string>;
}

/** Prepares a scenario once; every trial starts from a copy. */
export async function prepared(scenario: CrashScenario): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  await scenario.prepare(disk);
  return disk;
}

/** How many operations the disturbed part has when nothing disturbs it. */
export async function countOperations(scenario: CrashScenario, start: MemoryDisk, parts?: WorldParts): Promise<number> {
  const disk = copyDisk(start);
  await scenario.act(memoryPorts(disk, 3, partsAt(scenario, parts)));
  return disk.operations;
}

function partsAt({ laterMs }: CrashScenario, parts: WorldParts = {}): WorldParts {
  return laterMs === undefined ? parts : { ...parts, clock: clockAt(laterMs) };
}

interface Trial {
  readonly scenario: CrashScenario;
  readonly start: MemoryDisk;
  readonly faults: FaultPlan;
  readonly parts?: WorldParts;
}

interface TrialResult {
  readonly disk: MemoryDisk;
  readonly before: Readonly<Record<string, string>>;
  readonly told: Readonly<Record<string, string>>;
}

/** Runs the disturbed part once under a plan of faults. */
async function runTrial({ scenario, start, faults, parts }: Trial): Promise<TrialResult> {
  const disk = copyDisk(start);
  const before = await contentsBefore(copyDisk(start), scenario);
  disk.faults = faults;
  let told: Readonly<Record<string, string>> = {};
  try {
    told = await scenario.act(memoryPorts(disk, 3, partsAt(scenario, parts)));
  } catch (error) {
    // Killed, or told the user that it failed: both promise nothing about the files but that none is lost.
    if (!(error instanceof KilledError) && !isDiskError(error)) throw error;
  }
  return { disk, before, told };
}

/** Kills the process at one operation and starts anew. */
export async function tryKill(count: CrashCount, trial: Omit<Trial, 'faults'>, number: number): Promise<void> {
  const result = await runTrial({ ...trial, faults: at(number, { kind: 'kill' }) });
  const disk = afterKill(result.disk);
  await judge(count, { trial, crash: `killed at operation ${number}`, disk, result });
}

/** Cuts the power at one operation, in every way of losing what was not synced, or in `cuts` ways chosen from them when there are more. */
export async function tryPowerCuts(
  count: CutCount,
  trial: Omit<Trial, 'faults'>,
  { number, cuts, seed }: { readonly number: number; readonly cuts: number; readonly seed: number },
): Promise<void> {
  const result = await runTrial({ ...trial, faults: at(number, { kind: 'kill' }) });
  const judgeOnce = async (disk: MemoryDisk, way: string): Promise<void> => {
    const state = `${trial.scenario.name} ${JSON.stringify(result.told)} ${fingerprint(disk)}`;
    if (count.seen.has(state)) return;
    count.seen.add(state);
    await judge(count, { trial, crash: `power cut ${way} at operation ${number}`, disk, result });
  };
  const every = new EveryChoice();
  for (let cut = 0; cut < cuts; cut++) {
    await judgeOnce(afterPowerCut(result.disk, every.choose), `${cut} in order`);
    if (every.advance()) continue;
    count.exhausted++;
    return;
  }
  count.chosen++;
  for (let cut = 0; cut < cuts; cut++) {
    await judgeOnce(afterPowerCut(result.disk, seededChoice(seed + cut)), `${seed + cut} by chance`);
  }
}

/** Lets one operation fail, or all from it on, and looks at what the running program leaves. */
export async function tryError(
  count: CrashCount,
  trial: Omit<Trial, 'faults'>,
  { number, code, sticky }: { readonly number: number; readonly code: string; readonly sticky: boolean },
): Promise<void> {
  const fault: Fault = { kind: 'error', code };
  const result = await runTrial({ ...trial, faults: sticky ? from(number, fault) : at(number, fault) });
  const crash = `${code} ${sticky ? 'from' : 'at'} operation ${number}`;
  await judge(count, { trial, crash, disk: afterKill(result.disk), result });
}

/** Lets one write take only some of its bytes. */
export async function tryShortWrite(count: CrashCount, trial: Omit<Trial, 'faults'>, number: number): Promise<void> {
  const result = await runTrial({ ...trial, faults: at(number, { kind: 'short', bytes: 7 }) });
  await judge(count, { trial, crash: `short write at operation ${number}`, disk: afterKill(result.disk), result });
}

function at(number: number, fault: Fault): FaultPlan {
  return (operation) => (operation.number === number ? fault : undefined);
}

function from(number: number, fault: Fault): FaultPlan {
  return (operation) => (operation.number >= number ? fault : undefined);
}

async function judge(
  count: CrashCount,
  {
    trial,
    crash,
    disk,
    result,
  }: {
    readonly trial: Omit<Trial, 'faults'>;
    readonly crash: string;
    readonly disk: MemoryDisk;
    readonly result: TrialResult;
  },
): Promise<void> {
  const { scenario, parts } = trial;
  const { before, told } = result;
  const problems = await findDamage({ scenario, disk, before, told, ...(parts ? { parts } : {}) });
  count.points++;
  if (problems.length > 0) count.damages.push({ scenario: scenario.name, crash, problems });
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && ('code' in error || error.name === 'RefusedError');
}
