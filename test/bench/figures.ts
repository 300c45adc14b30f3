import path from 'node:path';
import { output, reportedCost, type Cost } from './cost.js';
import { dashboard } from './dashboard-figures.js';
import { fleet } from './fleet-figures.js';
import { store } from './store-figures.js';
import { typescript } from './typescript-figures.js';
import { waves } from './waves-figures.js';
import { median, medianRatio, percentile } from './statistics.js';
import { flagship, type Setting } from './subjects.js';

/** A number that is measured once, from many repetitions of its own, without a yardstick. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | '%' | '×' | 'MiB';
  readonly target: string;
  readonly met: boolean | undefined;
}

/** A measurement that gives some figures. */
export interface FigureSource {
  readonly id: string;
  measure(setting: Setting): Promise<readonly Figure[]>;
}

const subjectsFolder = path.resolve('out/test/bench/subjects');

interface Keystroke {
  readonly cpuMs: number;
  readonly mainThreadMs: number;
}

const keystrokes: FigureSource = {
  id: 'keystrokes',
  measure: async ({ corpus, scratch }) => {
    const folder = path.join(corpus.folder, 'example-fleet');
    const stdout = await output({
      file: process.execPath,
      args: [path.join(subjectsFolder, 'keystrokes.mjs')],
      input: JSON.stringify({ folder, file: path.relative('example-fleet', flagship), keysPerKind: 100 }),
      environment: { XDG_CACHE_HOME: scratch, LOCALAPPDATA: scratch },
    });
    const strokes = JSON.parse(stdout) as Readonly<Record<string, readonly Keystroke[]>>;
    const ofKinds = Object.entries(strokes).flatMap(([kind, all]) => ofKeystrokes(`a ${kind}`, all));
    return [...ofKinds, ...ofKeystrokes('any key', Object.values(strokes).flat())];
  },
};

function ofKeystrokes(kind: string, strokes: readonly Keystroke[]): readonly Figure[] {
  const cpu = strokes.map((stroke) => stroke.cpuMs);
  const figure = (name: string, value: number, maximum: number): Figure => ({
    id: `keystrokes, ${kind}, ${name}`,
    what: `${kind} typed into 227 KB, ${name}`,
    value,
    unit: 'ms',
    ...under(value, maximum),
  });
  return [
    figure('CPU p50', percentile(cpu, 0.5), 5),
    figure('CPU p99', percentile(cpu, 0.99), 10),
    figure("longest on the host's thread", Math.max(...strokes.map((stroke) => stroke.mainThreadMs)), 50),
  ];
}

interface Plans {
  /** The first plan of a process: it reads the workspace and loads the parser. */
  readonly first: Cost;
  readonly turns: readonly { readonly plan: Cost; readonly parse: Cost }[];
}

const plans: FigureSource = {
  id: 'plans',
  measure: async ({ corpus, scratch }) => {
    const stdout = await output({
      file: process.execPath,
      args: [path.join(subjectsFolder, 'plans.mjs')],
      input: JSON.stringify({
        folder: path.join(corpus.folder, 'example-fleet'),
        file: path.relative('example-fleet', flagship),
        plans: 10,
      }),
      environment: { XDG_CACHE_HOME: scratch, LOCALAPPDATA: scratch },
    });
    const { first, turns } = JSON.parse(stdout) as Plans;
    const wallMs = turns.map(({ plan }) => plan.wallMs);
    const cpu = (costs: readonly Cost[]): readonly number[] => costs.map(({ cpuMs = Number.NaN }) => cpuMs);
    const ratio = medianRatio(cpu(turns.map(({ plan }) => plan)), cpu(turns.map(({ parse }) => parse)));
    const what = 'plan of all stages, 227 KB';
    return [
      {
        id: 'plans, first',
        what: `${what}, first of a process`,
        value: first.wallMs,
        unit: 'ms',
        ...under(first.wallMs, 3000),
      },
      { id: 'plans, wall', what, value: median(wallMs), unit: 'ms', ...under(median(wallMs), 3000) },
      {
        id: 'plans, ratio',
        what: `${what}, CPU ÷ one WASM parse of it`,
        value: ratio,
        unit: '×',
        target: '≤ 4 ×',
        met: ratio <= 4,
      },
    ];
  },
};

function under(value: number, maximum: number): { readonly target: string; readonly met: boolean } {
  return { target: `≤ ${maximum} ms`, met: value <= maximum };
}

const sampleIntervalMs = 5000;

const sampler: FigureSource = {
  id: 'sampler',
  measure: async () => {
    const script = path.join(subjectsFolder, 'samples.mjs');
    const { cpuMs = Number.NaN } = await reportedCost({ file: process.execPath, args: [script] });
    const value = (100 * cpuMs) / sampleIntervalMs;
    const what = 'one sample every 5 s, of one core';
    return [{ id: 'sampler', what, value, unit: '%', target: '≤ 0.2 %', met: value <= 0.2 }];
  },
};

export const figureSources: readonly FigureSource[] = [
  keystrokes,
  plans,
  typescript,
  store,
  sampler,
  dashboard,
  fleet,
  waves,
];
