import { useSession } from './driver/use-session.js';
import { expectVisible, persistently } from './driver/waiting.js';

describe('the project configuration', () => {
  const session = useSession('configuration');

  it('opens from the palette, and its settings are offered and explained while it is written', async () => {
    const { workbench } = session();
    const { page } = workbench;
    await workbench.runCommand('Agent Migrator: Open project configuration');
    await expectVisible(workbench.editorTab('agent-migrator.json'), 60_000);
    await workbench.goToLine(1);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const offered = page.locator('.suggest-widget .monaco-list-row').filter({ hasText: 'exclude' }).first();
    // The language features for JSON start with the first file of their kind.
    await persistently(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+Space');
      await expectVisible(offered);
    });
    await workbench.screenshot('configuration');
    await page.keyboard.press('Escape');
    await persistently(async () => {
      await workbench.token('"core"').hover();
      await expectVisible(page.getByText('Agents that the system cannot do without').first(), 5_000);
    });
    await workbench.screenshot('configuration-hover');
  });
});
