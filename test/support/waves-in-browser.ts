import type { Browser, Page } from 'playwright-core';
import type { FleetPlan } from '../../src/core/fleet/fleet-plan.js';
import { waveGraph } from '../../src/core/fleet/wave-graph.js';
import { wavesPage } from '../../src/vscode/agents/waves-page.js';
import { openOwnPage } from './page-in-browser.js';

/** The page of the graph of waves outside of VS Code; `standIn.deliver()` in it sends the graph of the plan. */
export async function openWavesPage(browser: Browser, plan: FleetPlan): Promise<Page> {
  const page = await openOwnPage(browser, {
    content: wavesPage,
    script: 'dist/waves.js',
    styles: ['media/panel.css', 'media/waves-panel.css'],
    viewport: { width: 1360, height: 850 },
    standIn,
  });
  const state = { type: 'state', value: { folders: [{ folder: 'fleet', ...waveGraph(plan, new Map()) }] } };
  await page.evaluate(`standIn.state = ${JSON.stringify(state)}`);
  return page;
}

const standIn = `
globalThis.standIn = { state: undefined };
globalThis.acquireVsCodeApi = () => ({ postMessage: () => undefined, getState: () => undefined, setState: () => undefined });
standIn.deliver = () => dispatchEvent(new MessageEvent('message', { data: structuredClone(standIn.state) }));
standIn.frames = async (count) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
};
standIn.scroll = async ({ left = 0, top = 0 }, steps) => {
  for (let i = 0; i < steps; i++) {
    document.getElementById('graph').scrollBy(left, top);
    await standIn.frames(1);
  }
};
standIn.press = async (keys, turns) => {
  document.querySelector('button.node[tabindex="0"]').focus();
  for (let i = 0; i < turns; i++)
    for (const key of keys) {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await standIn.frames(1);
    }
};`;
