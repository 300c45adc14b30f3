import assert from 'node:assert/strict';
import { useSession } from './driver/use-session.js';

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
    // One by one: the list shows only as many as fit, and none that needs trust before VS Code knows that the folder has it.
    for (const title of ['Assess workspace', 'Migrate…', 'Roll back…', 'Show live telemetry']) {
      const commands = await workbench.openPalette(`Agent Migrator: ${title}`);
      assert.ok(commands.includes(`Agent Migrator: ${title}`), `${title} is missing from ${commands.join(' | ')}`);
    }
    await workbench.openPalette('Agent Migrator: ');
    await workbench.screenshot('palette');
  });
});
