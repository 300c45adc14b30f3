import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findStepDamage } from './step-oracle.js';
import type { StepScenario } from './step-scenarios.js';
import { originalOf, takeStep, type StoreStep } from './store-step.js';
import { TracedStep, type Injection, type SystemCall } from './traced-step.js';

export interface StepDamage {
  readonly scenario: string;
  readonly injection: Injection;
  readonly problems: readonly string[];
}

export interface StepTrials {
  points: number;
  /** How many of the processes were killed; the others ended by themselves, or told of an error. */
  killed: number;
  readonly damages: StepDamage[];
}

export interface StepOptions {
  /** One of so many calls is tried; 1 for all. */
  readonly every: number;
  /** What is done at each of those calls. */
  readonly faults: readonly Pick<Injection, 'fault' | 'sticky'>[];
  /** A wrong part that the step runs with; the harness must report damage. */
  readonly wrong?: StoreStep['wrong'];
  /** Workspaces that are worked on at once; each waits for its processes most of the time. */
  readonly lanes: number;
  /** Ends early, with what was tried by then. */
  readonly signal?: AbortSignal;
  /** Only these calls. */
  readonly only?: (call: SystemCall) => boolean;
}

/** Disturbs steps at their system calls, in real processes on a real disk, and looks at what recovery makes of it. */
export async function disturbSteps(scenarios: readonly StepScenario[], options: StepOptions): Promise<StepTrials> {
  const trials: StepTrials = { points: 0, killed: 0, damages: [] };
  const rest = [...scenarios.entries()];
  await Promise.all(
    Array.from({ length: options.lanes }, async () => {
      const lane = await Lane.create();
      try {
        for (let next = rest.shift(); next; next = rest.shift()) await lane.disturb(next[1], next[0], options, trials);
      } finally {
        await lane.dispose();
      }
    }),
  );
  return trials;
}

/** A workspace that is put back to the same start, under the same path, before each trial. */
class Lane {
  private constructor(private readonly base: string) {}

  static async create(): Promise<Lane> {
    // In memory where there is such a disk: what is lost with the power is another harness's concern.
    const parent = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
    return new Lane(await realpath(await mkdtemp(path.join(parent, 'agent-migrator-kill-'))));
  }

  dispose(): Promise<void> {
    return rm(this.base, { recursive: true, force: true });
  }

  async disturb(scenario: StepScenario, index: number, options: StepOptions, trials: StepTrials): Promise<void> {
    const { every, faults, wrong, signal, only = () => true } = options;
    await this.prepare(scenario);
    const step = this.step(scenario.disturbed, wrong);
    const calls = (await this.list(step)).filter(only);
    // Another remainder for every scenario, so that a sample sees all parts of them.
    for (const call of calls.filter((_, number) => number % every === index % every)) {
      if (signal?.aborted === true) return;
      for (const fault of faults) await this.trial(scenario, step, { call, ...fault }, trials);
    }
  }

  private async trial(
    scenario: StepScenario,
    step: StoreStep,
    injection: Injection,
    trials: StepTrials,
  ): Promise<void> {
    const starting = TracedStep.start(step);
    await this.restore();
    const { told, killed } = await (await starting).disturb(injection);
    const problems = await findStepDamage(scenario, step, told ?? {});
    trials.points++;
    if (killed) trials.killed++;
    if (problems.length > 0) trials.damages.push({ scenario: scenario.name, injection, problems });
  }

  private step(action: StepScenario['disturbed'], wrong?: StoreStep['wrong']): StoreStep {
    const places = { root: path.join(this.work, 'workspace'), state: path.join(this.work, 'state') };
    return { ...places, ...action, ...(wrong === undefined ? {} : { wrong }) };
  }

  private async prepare({ files, prepare, killPreparing }: StepScenario): Promise<void> {
    await rm(this.work, { recursive: true, force: true });
    await mkdir(path.join(this.work, 'workspace'), { recursive: true });
    for (const file of files) await writeFile(path.join(this.work, 'workspace', file), originalOf(file));
    const [last] = killPreparing === undefined ? [] : prepare.slice(-1);
    for (const action of last === undefined ? prepare : prepare.slice(0, -1)) await takeStep(this.step(action));
    await this.keep();
    if (last === undefined) return;
    const call = killPreparing?.(await this.list(this.step(last)));
    if (call === undefined) throw new Error('There is no call at which to interrupt the preparation.');
    await this.restore();
    await (await TracedStep.start(this.step(last))).disturb({ call, fault: 'signal=KILL' });
    await this.keep();
  }

  /** Of a run to the end; leaves the workspace changed. */
  private async list(step: StoreStep): Promise<readonly SystemCall[]> {
    return await (await TracedStep.start(step)).listCalls(path.join(this.base, 'log'));
  }

  private get work(): string {
    return path.join(this.base, 'work');
  }

  private async keep(): Promise<void> {
    await copyFolder(this.work, path.join(this.base, 'start'));
  }

  private async restore(): Promise<void> {
    await copyFolder(path.join(this.base, 'start'), this.work);
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true, preserveTimestamps: true });
}
