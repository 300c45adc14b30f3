import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { LeftAgent } from '../../src/core/fleet/fleet-plan.js';
import { launchBrowser } from '../real-vscode/browser.js';
import { askAxe } from '../support/axe.js';
import { openWavesPage } from '../support/waves-in-browser.js';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil, type Locator } from './driver/waiting.js';

describe('the waves as a graph', function () {
  this.timeout(240_000);
  const session = useSession('waves');
  const node = (name: string): Locator =>
    session().workbench.webview().locator('button.node').filter({ hasText: name });
  const details = (): Locator => session().workbench.webview().locator('#details');

  it('are opened from the Agents view, the canary first', async () => {
    const { workbench } = session();
    await workbench.runCommand('View: Show Agent Migrator');
    await expectVisible(workbench.viewRow('Agents', /ModelManagerAgent.*35 high/));
    await workbench.runCommand('Agent Migrator: Show waves as a graph');
    await expectVisible(workbench.webview().getByRole('heading', { name: 'Wave 1, the canary' }));
    await expectVisible(workbench.webview().getByText(/\d of 18 agents migrated, \d+ waves, \d+ dependencies/));
    await expectVisible(node('IntentAgent'));
  });

  it('are gone through by the arrow keys, with every line in words', async () => {
    const { page } = session().workbench;
    await node('SystemDigitalTwin').focus();
    await expectVisible(details().getByRole('heading', { name: /Needed by \([1-9]/ }));
    await page.keyboard.press('ArrowRight');
    await expectVisible(details().getByText(/^Wave 3 · risk/));
    await page.keyboard.press('End');
    await waitUntil('the last column is in view', async () => {
      const focused = session().workbench.webview().locator('button.node:focus');
      return /Blocked|Kept|Without/.test((await focused.textContent()) ?? '');
    });
    await page.keyboard.press('Home');
  });

  for (const theme of ['Dark Modern', 'Dark High Contrast', 'Light Modern'] as const) {
    it(`have no serious finding of axe in ${theme}`, async () => {
      const { workbench } = session();
      await workbench.useTheme(theme);
      await node('SystemDigitalTwin').focus();
      const { serious, kept } = await askAxe(workbench.webview().locator('body'));
      await workbench.screenshot(`waves-${theme.replaceAll(' ', '-').toLowerCase()}`);
      assert.ok(kept > 10, 'axe has looked at the page');
      assert.deepEqual(serious, []);
    });
  }

  it('lead to the agent and to another wave', async () => {
    const { workbench } = session();
    await node('SystemDigitalTwin').focus();
    await details().getByRole('button', { name: 'Move to another wave…' }).click();
    await expectVisible(workbench.quickInput.rows('Before all others, as the canary'));
    await workbench.quickInput.pick('Before all others, as the canary');
    await expectVisible(details().getByText(/^Wave 1, the canary/));
    await node('SystemDigitalTwin').focus();
    await workbench.page.keyboard.press('Enter');
    await expectVisible(workbench.editorTab('system_digital_twin.py'));
    await workbench.screenshot('waves-moved');
  });
});

describe('the graph of a fleet of thousands', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;
  const count = 2000;
  const drawn = (): Locator => page.locator('button.node');
  const focused = async (): Promise<string> => (await page.locator('button.node:focus').textContent()) ?? '';

  before(async () => {
    browser = await launchBrowser(() => undefined);
    const left = Array.from({ length: count }, (_, index): LeftAgent => {
      return { path: `agents/a${index}.py`, class: `A${index}`, line: 1, why: 'migrated', reason: null };
    });
    const counts = { migrated: count, partial: 0, ready: 0, blocked: 0, adoptionPercent: 100, dependencies: 0 };
    const summary = { agents: count, waves: 0, ...counts };
    page = await openWavesPage(browser, { schemaVersion: 1, summary, waves: [], left });
    await page.evaluate('standIn.deliver()');
  });
  after(() => browser.close());

  it('draws those of a long column that are in view, and says how many there are', async () => {
    assert.ok((await drawn().count()) < 50, 'more is drawn than is in view');
    await drawn().first().focus();
    assert.match(await focused(), /^●A0, migrated\. Already migrated, 1 of 2000, /);
  });

  it('brings what was not drawn into view by keys, from top to bottom', async () => {
    await page.evaluate("standIn.press(['ArrowDown'], 60)");
    assert.match(await focused(), /^●A60,/);
    const names = await drawn().locator('.name').allTextContents();
    const [first = ''] = names;
    const from = Number(first.slice(1));
    assert.ok(from > 0 && names.length < 50);
    assert.deepEqual(
      names,
      names.map((_, index) => `A${from + index}`),
    );
  });

  it('keeps what has the focus while something else is in view', async () => {
    await page.evaluate('standIn.scroll({ top: 4000 }, 10)');
    assert.match(await focused(), /^●A60,/);
    assert.ok((await drawn().count()) < 50);
    await page.keyboard.press('ArrowDown');
    assert.match(await focused(), /^●A61,/);
    assert.deepEqual((await askAxe(page.locator('body'))).serious, []);
  });
});
