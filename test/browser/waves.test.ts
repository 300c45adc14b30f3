import assert from 'node:assert/strict';
import { askAxe } from '../support/axe.js';
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
    await expectVisible(workbench.webview().getByText(/18 agents, \d fully migrated, \d+ waves, \d+ dependencies/));
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
