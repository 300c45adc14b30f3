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
    const commands = await session().workbench.openPalette('Agent Migrator: ');
    await session().workbench.screenshot('palette');
    for (const title of ['Assess workspace', 'Migrate…', 'Roll back…', 'Show live telemetry']) {
      assert.ok(commands.includes(`Agent Migrator: ${title}`), `${title} is missing from ${commands.join(' | ')}`);
    }
  });
});
