import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../real-vscode/browser.js';
import { askAxe } from '../support/axe.js';
import { runBuiltCli } from '../support/cli.js';

describe('the HTML report, read by everyone', function () {
  this.timeout(120_000);
  let browser: Browser;
  let workspace: string;
  let html: string;
  before(async () => {
    browser = await launchBrowser(() => undefined);
    workspace = path.join(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-html-')), 'fleet');
    await cp('media/example-fleet', workspace, { recursive: true });
    const agent = 'agents/intent_agent.py';
    for (const args of [
      ['migrate', agent],
      ['rollback', agent],
      ['migrate', agent],
    ]) {
      assert.equal((await runBuiltCli(args, { cwd: workspace })).code, 0);
    }
    html = (await runBuiltCli(['report', '--html'], { cwd: workspace })).stdout;
  });
  after(async () => {
    await browser.close();
    await rm(path.dirname(workspace), { recursive: true, force: true });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no serious finding of axe, ${colorScheme}`, async () => {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
      await page.setContent(html);
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
      const { serious, kept } = await askAxe(page);
      await page.screenshot({ path: `out/screenshots/report-${colorScheme}.png`, fullPage: false });
      assert.ok(kept > 10, 'axe has looked at the page');
      assert.deepEqual(serious, []);
      await page.close();
    });
  }
});
