import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../real-vscode/browser.js';
import { runBuiltCli } from '../support/cli.js';

/** What axe calls an obstacle, as against something that could be better. */
const serious: readonly unknown[] = ['serious', 'critical'];

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
      await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
      const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
      await page.screenshot({ path: `out/screenshots/report-${colorScheme}.png`, fullPage: false });
      assert.ok(passes.length > 10, 'axe has looked at the page');
      const found = violations.filter(({ impact }) => serious.includes(impact));
      assert.deepEqual(
        found.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
        [],
      );
      await page.close();
    });
  }
});
