import assert from 'node:assert/strict';
import { openSession, type Session } from './driver/session.js';

describe('a first look', () => {
  let session: Session;
  before(async () => {
    session = await openSession('first-look');
  });
  after(() => session.close());

  it('shows an agent file as Python', async () => {
    const { workbench } = session;
    await workbench.openFile('intent_agent.py');
    await workbench.screenshot('first-look');
    const status = await workbench.readStatusBar();
    assert.ok(status.includes('Python'), status.join(' | '));
  });
});
