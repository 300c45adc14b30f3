import assert from 'node:assert/strict';
import { useSession } from './driver/use-session.js';
import { waitUntil } from './driver/waiting.js';

describe('a first look', () => {
  const session = useSession('first-look');

  it('shows an agent file as Python', async () => {
    const { workbench } = session();
    await workbench.openFile('intent_agent.py');
    await workbench.screenshot('first-look');
    const status = await workbench.readStatusBar();
    assert.ok(status.includes('Python'), status.join(' | '));
  });

  it('lists its commands in the palette under its name', async () => {
    const { workbench } = session();
    const titles = ['Assess workspace', 'Migrate…', 'Roll back…', 'Show live telemetry'];
    // Commands that need trust are not listed before VS Code knows that the folder is trusted.
    await waitUntil(`the palette lists ${titles.join(', ')}`, async () => {
      const commands = await workbench.openPalette('Agent Migrator: ');
      return titles.every((title) => commands.includes(`Agent Migrator: ${title}`));
    });
    await workbench.screenshot('palette');
  });
});
