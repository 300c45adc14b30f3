import type { Browser, Page } from 'playwright-core';
import type { Dashboard } from '../../src/core/dashboard/dashboard.js';
import type { HostToPanel } from '../../src/protocol/telemetry-panel.js';
import type { MessageOf } from '../../src/protocol/messages.js';
import { panelPage } from '../../src/vscode/telemetry/panel-page.js';
import { openOwnPage } from './page-in-browser.js';

const light = { foreground: '#3b3b3b', 'charts-blue': '#1a85ff', 'charts-green': '#388a34', 'charts-red': '#e51400' };

/** The panel's own page with its own policy and the built script, with the test in the place of VS Code. */
export interface PanelInBrowser {
  readonly page: Page;
  send(message: MessageOf<HostToPanel>): Promise<void>;
  /** Milliseconds that the page works on a dashboard, until its charts are drawn; one for each time. */
  timeDashboard(dashboard: Dashboard, times: number): Promise<readonly number[]>;
  /** By how much the page's heap grows, garbage left out, while it is sent so many states and dashboards one after the other. */
  heapGrowthMiB(dashboard: Dashboard, states: number, dashboards: number): Promise<number>;
  /** What the page told its host. */
  posted(): Promise<readonly { readonly type: string; readonly value: unknown }[]>;
  /** Everything that the policy kept from happening. */
  violations(): Promise<readonly string[]>;
}

export async function openPanelPage(
  browser: Browser,
  viewport: { width: number; height: number },
  language = 'en-US',
): Promise<PanelInBrowser> {
  const page = await openOwnPage(browser, {
    content: panelPage,
    script: 'dist/webview.js',
    styles: ['media/panel.css', 'dist/webview.css', 'media/telemetry-panel.css'],
    viewport,
    standIn: `Object.defineProperty(Navigator.prototype, 'language', { get: () => '${language}' });${standIn}`,
  });
  await page.evaluate(`standIn.paint(${JSON.stringify(light)})`);
  return {
    page,
    send: (message) => page.evaluate(`standIn.send(${JSON.stringify(message, numbersAsText)})`).then(() => undefined),
    timeDashboard: (value, times) =>
      page.evaluate(`standIn.time(${JSON.stringify({ type: 'dashboard', value }, numbersAsText)}, ${times})`),
    heapGrowthMiB: async (value, states, dashboards) => {
      const tools = await page.context().newCDPSession(page);
      const heapMiB = async (): Promise<number> => {
        await tools.send('HeapProfiler.collectGarbage');
        return (await tools.send('Runtime.getHeapUsage')).usedSize / 2 ** 20;
      };
      const message = JSON.stringify({ type: 'dashboard', value }, numbersAsText);
      const before = await heapMiB();
      await page.evaluate(`standIn.hour(${message}, ${states}, ${dashboards})`);
      return (await heapMiB()) - before;
    },
    posted: () => page.evaluate('standIn.posted'),
    violations: () => page.evaluate('standIn.violations'),
  };
}

/** VS Code hands typed arrays over as they are; JSON does not. */
function numbersAsText(_: string, value: unknown): unknown {
  return value instanceof Float32Array ? { floats: Array.from(value, String) } : value;
}

const standIn = `
globalThis.standIn = { posted: [], violations: [] };
addEventListener('securitypolicyviolation', (event) => standIn.violations.push(event.violatedDirective + ' ' + event.blockedURI));
globalThis.acquireVsCodeApi = () => ({ postMessage: (message) => standIn.posted.push(message), getState: () => undefined, setState: () => undefined });
standIn.paint = (colors) => {
  for (const [name, color] of Object.entries(colors)) document.documentElement.style.setProperty('--vscode-' + name, color);
};
standIn.revive = (value) => {
  if (Array.isArray(value)) return value.map(standIn.revive);
  if (typeof value !== 'object' || value === null) return value;
  if ('floats' in value) return Float32Array.from(value.floats, Number);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, standIn.revive(one)]));
};
standIn.deliver = (data) => dispatchEvent(new MessageEvent('message', { data }));
standIn.send = (message) => standIn.deliver(standIn.revive(message));
standIn.state = (turn) => {
  const rows = ['VRAM', 'Temperature', 'Utilisation', 'Power'].map((label, i) => ({ label, value: String((turn * 7 + i) % 100) + ' %', level: 'normal', percent: (turn * 7 + i) % 100 }));
  const sections = ['GPU 0', 'GPU 1', 'This machine'].map((title) => ({ id: title, title, level: turn % 500 === 0 ? 'warning' : 'normal', rows }));
  const trust = { atMs: Date.now(), driver: 'driver answers', cost: 'asking takes ' + (turn % 10) + ' ms' };
  return { type: 'state', value: { machine: 'bench', intervalMs: 100, view: { atMs: Date.now(), sections }, trust } };
};
standIn.hour = async (message, states, dashboards) => {
  const each = Math.floor(states / dashboards);
  for (let turn = 0; turn < states; turn++) {
    standIn.deliver(standIn.state(turn));
    if (turn % each !== 0) continue;
    standIn.deliver(standIn.revive(message));
    await new Promise(requestAnimationFrame);
  }
};
standIn.time = async (message, times) => {
  const data = standIn.revive(message);
  const taken = [];
  for (let i = 0; i < times; i++) {
    await new Promise(requestAnimationFrame);
    const startedMs = performance.now();
    standIn.deliver(data);
    // The charts draw themselves in a microtask.
    await Promise.resolve();
    await Promise.resolve();
    taken.push(performance.now() - startedMs);
  }
  return taken;
};`;
