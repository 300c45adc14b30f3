import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { FleetPlan } from '../../src/core/fleet/fleet-plan.js';
import { launchBrowser } from '../real-vscode/browser.js';
import { writeSyntheticFleet } from '../support/synthetic-fleet.js';
import { openWavesPage } from '../support/waves-in-browser.js';
import { output } from './cost.js';
import type { Figure, FigureSource } from './figures.js';

const agents = 2000;

/** The longest that the page of the graph keeps its thread busy at a time, with a fleet of thousands, in milliseconds of the processor. */
export const waves: FigureSource = {
  id: 'waves',
  measure: async () => {
    const [small, large] = await plansOf(10, 500);
    const browser = await launchBrowser(() => undefined);
    try {
      return [
        ...(await measure(browser, small, 'in waves of 10')),
        ...(await measure(browser, halfMigrated(small), 'half of them migrated')),
        ...(await measure(browser, large, 'in waves of 500')),
      ];
    } finally {
      await browser.close();
    }
  },
};

/** Of the synthetic fleet, by the most agents of a wave. */
async function plansOf(small: number, large: number): Promise<readonly [FleetPlan, FleetPlan]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'agent-migrator-fleet-'));
  try {
    await writeSyntheticFleet(folder, agents);
    const environment = { XDG_CACHE_HOME: folder, LOCALAPPDATA: folder, AGENT_MIGRATOR_STATE_DIR: folder };
    const planOf = async (size: number): Promise<FleetPlan> => {
      const args = [path.resolve('dist/cli.js'), 'fleet', '--json', '--wave-size', String(size), '--workspace', folder];
      return JSON.parse(await output({ file: process.execPath, args, environment })) as FleetPlan;
    };
    return [await planOf(small), await planOf(large)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first half of the waves is done: one long column. */
function halfMigrated(plan: FleetPlan): FleetPlan {
  const done = plan.waves.slice(0, plan.waves.length / 2).flatMap((wave) => wave.agents);
  const left = done.map(({ path: file, class: name, line }) => {
    return { path: file, class: name, line, why: 'migrated', reason: null } as const;
  });
  return { ...plan, waves: plan.waves.slice(plan.waves.length / 2), left: [...plan.left, ...left] };
}

async function measure(browser: Browser, plan: FleetPlan, what: string): Promise<readonly Figure[]> {
  const page = await openWavesPage(browser, plan);
  const figures = new Map<string, number>();
  for (const [name, act] of Object.entries(acts)) figures.set(name, await longestTaskMs(browser, page, act));
  await page.context().close();
  return [...figures].map(([name, value]) => {
    const id = `waves, ${what}, ${name}`;
    const title = `graph of ${agents} agents, ${what}, longest task: ${name}`;
    return { id, what: title, value, unit: 'ms', target: '≤ 50 ms', met: value <= 50 };
  });
}

/** What a person does with the page, as code that runs in it; one step a frame. */
const acts: Readonly<Record<string, string>> = {
  opened: 'standIn.deliver(); await standIn.frames(3);',
  'sent anew': 'standIn.deliver(); await standIn.frames(3);',
  'scrolled to the right': 'await standIn.scroll({ left: 97 }, 300);',
  'scrolled in long leaps': 'await standIn.scroll({ left: -1731 }, 60);',
  'scrolled down': 'await standIn.scroll({ top: 173 }, 200);',
  'gone through by keys':
    "await standIn.press(['ArrowDown', 'ArrowRight', 'End', 'ArrowUp', 'Home', 'ArrowDown'], 60);",
};

interface TraceEvent {
  readonly name: string;
  readonly tid: number;
  readonly pid: number;
  /** Microseconds of the thread's own time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

async function longestTaskMs(browser: Browser, page: Page, act: string): Promise<number> {
  const categories = ['__metadata', 'toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
  await browser.startTracing(page, { categories });
  await page.evaluate(`(async () => { ${act} })()`);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const threads = trace.traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const tasks = trace.traceEvents.filter(
    ({ name, pid, tid }) => name === 'RunTask' && threads.some((one) => one.pid === pid && one.tid === tid),
  );
  if (tasks.length === 0) throw new Error('the browser has recorded no task');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}
