import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { TelemetryPanelState } from '../../src/protocol/telemetry-panel.js';
import { launchBrowser } from '../real-vscode/browser.js';
import { hostileStrings } from '../support/hostile-strings.js';
import { openPanelPage, type PanelInBrowser } from '../support/panel-in-browser.js';
import { sampleDashboard } from '../support/sample-dashboard.js';
import { expectVisible, waitUntil } from './driver/waiting.js';

const dayMs = 24 * 60 * 60 * 1000;
const nowMs = Date.UTC(2026, 0, 15, 12);

describe('the dashboard’s page', () => {
  let browser: Browser;
  let panel: PanelInBrowser;
  before(async () => {
    browser = await launchBrowser(() => undefined);
  });
  beforeEach(async () => {
    panel = await openPanelPage(browser, { width: 1280, height: 900 });
  });
  afterEach(() => panel.page.context().close());
  after(() => browser.close());

  it('shows a day of every quantity, with the change and what it did', async () => {
    await panel.send({ type: 'dashboard', value: await sampleDashboard(nowMs, dayMs, 600) });
    const { page } = panel;
    const titles = await page.locator('#charts figcaption').allInnerTexts();
    assert.deepEqual(titles, [
      'VRAM',
      'GPU utilisation',
      'GPU temperature',
      'GPU power',
      'CPU',
      'Memory',
      'Load, 1 min',
      'Response time of agents',
    ]);
    await expectVisible(page.getByText('SpeechRecognitionAgent migrated'));
    await expectVisible(page.getByText(/^median \+\d+ % .* more than 10 % worse$/));
    const canvases = await page.locator('canvas').count();
    assert.equal(canvases, 9);
    await picture(panel, 'dashboard-day');
    assert.deepEqual(await panel.violations(), []);
  });

  it('is read by the arrow keys, all charts together', async () => {
    await panel.send({ type: 'dashboard', value: await sampleDashboard(nowMs, dayMs, 600) });
    const { page } = panel;
    await page.locator('#charts .plot').first().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await waitUntil('the value under the cursor is spoken', async () =>
      /GPU 0 · NVIDIA GeForce RTX 4090 \d+ %/.test(await page.locator('#announcer').innerText()),
    );
    await page.keyboard.press('Home');
    const first = await page.locator('#charts figure').nth(4).locator('.legend').innerText();
    assert.match(first, /This machine 3\d %/);
  });

  it('has every value as a table, page by page', async () => {
    await panel.send({ type: 'dashboard', value: await sampleDashboard(nowMs, dayMs, 600) });
    const figure = panel.page.locator('#charts figure').first();
    await figure.getByText('Values as a table').click();
    await expectVisible(figure.getByRole('table', { name: 'VRAM' }));
    assert.equal(await figure.locator('tbody tr').count(), 25);
    const newest = await figure.locator('tbody th').first().innerText();
    await figure.getByRole('button', { name: 'Older' }).click();
    assert.notEqual(await figure.locator('tbody th').first().innerText(), newest);
  });

  it('draws where the language of the browser is none that the charts know', async () => {
    const posix = await openPanelPage(browser, { width: 1280, height: 900 }, 'en-US@posix');
    await posix.send({ type: 'dashboard', value: await sampleDashboard(nowMs, dayMs, 600) });
    await expectVisible(posix.page.locator('canvas').first());
    await posix.page.context().close();
  });

  it('says since when a history is kept that has just begun, and calls nothing before it a gap', async () => {
    const { charts, ...day } = await sampleDashboard(nowMs, dayMs, 600);
    const coverage = { sinceMs: nowMs - 120_000, gaps: 0, unmeasuredShare: 0 };
    await panel.send({ type: 'state', value: stateOf(['A machine', 'driver 1 answers', 'no cost']) });
    await panel.send({ type: 'dashboard', value: { ...day, charts, coverage } });
    await expectVisible(panel.page.getByText(/measured since .*58.*, no gaps/));
  });

  it('fits a window of 320 pixels, which 400 % zoom makes of 1280', async () => {
    await panel.page.setViewportSize({ width: 320, height: 640 });
    await panel.send({ type: 'dashboard', value: await sampleDashboard(nowMs, dayMs, 300) });
    await expectVisible(panel.page.locator('canvas').first());
    const width = await panel.page.evaluate('document.documentElement.scrollWidth');
    assert.ok(Number(width) <= 320, `scrolls sideways: ${String(width)}`);
    await picture(panel, 'dashboard-zoom');
  });

  it('draws in another theme without being sent anything', async () => {
    await panel.send({ type: 'dashboard', value: await sampleDashboard(nowMs, dayMs, 600) });
    await expectVisible(panel.page.locator('canvas').first());
    await panel.page.evaluate("document.body.classList.add('vscode-high-contrast')");
    await expectVisible(panel.page.locator('canvas').first());
    await picture(panel, 'dashboard-high-contrast');
    assert.deepEqual(await panel.violations(), []);
  });

  it('takes 500 hostile names of GPUs, processes and agents for text', async () => {
    const strings = hostileStrings(500);
    const day = await sampleDashboard(nowMs, dayMs / 24, 100);
    const [chart] = day.charts;
    assert.ok(chart !== undefined);
    const lines = strings.map((label) => ({ id: label, label, values: chart.lines[0]?.values ?? new Float32Array() }));
    const marks = strings.map((agent) => ({ id: agent, kind: 'migration' as const, atMs: day.fromMs + 1, agent }));
    await panel.send({ type: 'dashboard', value: { ...day, charts: [{ ...chart, lines }], marks } });
    await panel.send({ type: 'state', value: stateOf(strings) });
    const { page } = panel;
    const shown = await page.locator('#sections caption').allTextContents();
    assert.equal(shown.length, strings.length);
    assert.ok(
      strings.every((text, i) => shown[i] === text),
      'every name is shown as it is',
    );
    const foreign = await page
      .locator('script:not([nonce]), iframe, img, a, object, embed, [onerror], [style*=url]')
      .count();
    assert.equal(foreign, 0);
    assert.equal(await page.evaluate('globalThis.broken'), undefined);
    assert.deepEqual(await panel.violations(), []);
  });
});

function stateOf(names: readonly string[]): TelemetryPanelState {
  const sections = names.map((title) => ({
    id: title,
    title,
    level: 'normal' as const,
    rows: [{ label: title, value: title, level: 'normal' as const }],
  }));
  const notice = { text: names.join(' '), isFault: true };
  return {
    machine: names[0] ?? '',
    intervalMs: 5000,
    view: { atMs: nowMs, sections, notice },
    trust: { atMs: nowMs, driver: names[1] ?? '', cost: names[2] ?? '' },
  };
}

async function picture({ page }: PanelInBrowser, name: string): Promise<void> {
  const folder = path.join('out', 'screenshots');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
