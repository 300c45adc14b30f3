import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { recordsIn } from '../support/kill-at-record.js';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil } from './driver/waiting.js';

describe('a run of several agents in the editor', function () {
  this.timeout(300_000);
  const session = useSession('runs');
  const row = (text: string | RegExp) => session().workbench.viewRow('Agents', text);
  const count = async (kind: string): Promise<number> =>
    (await recordsIn(session().workspace)).filter((one) => one === kind).length;

  it('begins by itself when its window is open, and comes to its end', async () => {
    const { workbench, workspace } = session();
    const file = path.join(workspace, 'agents', 'intent_agent.py');
    const before = await readFile(file, 'utf8');
    await workbench.runCommand('View: Show Agent Migrator');
    await expectVisible(row(/ModelManagerAgent.*35 high/));
    await workbench.runCommandAndPick('Agent Migrator: Schedule wave…', 'Wave 1');
    await workbench.quickInput.pick('When the machine is calm');
    await workbench.quickInput.fill('00:00-23:59');
    await workbench.quickInput.box.press('Enter');
    await workbench.clickDialogButton('Schedule');
    await waitUntil('the run has ended', async () => (await count('run-ended')) === 1, 60_000);
    assert.notEqual(await readFile(file, 'utf8'), before);
    await expectVisible(row(/IntentAgent.*migrated/));
    await waitUntil(
      'nothing waits any more',
      async () => !(await workbench.page.getByText('waits for "00:00-23:59"').isVisible()),
    );
    await workbench.screenshot('schedule-done');
  });

  it('is paused between two files, and goes on to its end', async () => {
    const { workbench } = session();
    await workbench.runCommandAndPick('Agent Migrator: Group agents…', 'Readiness');
    await row(/^Ready/)
      .locator('.custom-view-tree-node-item-checkbox')
      .first()
      .click();
    await expectVisible(workbench.page.getByText(/\d+ ticked/).first());
    await workbench.runCommandAndPick('Agent Migrator: Migrate ticked agents…', 'All stages');
    await waitUntil('the run has begun', async () => (await count('run-begun')) === 2);
    await workbench.runCommand('Agent Migrator: Pause the run');
    const told = await workbench.waitForToast('The run is paused');
    await workbench.screenshot('run-paused');
    const [, done = '', total = ''] = /(\d+) of (\d+) file/u.exec(told) ?? [];
    assert.ok(Number(done) < Number(total), told);
    assert.equal(await count('run-ended'), 1);
    await workbench.runCommand('Agent Migrator: Go on with the interrupted run');
    await waitUntil('the run has ended', async () => (await count('run-ended')) === 2, 120_000);
    const migrated = (await count('committed')) - 1;
    assert.equal(migrated + (await count('run-left')), Number(total), 'every file was taken up once');
    await workbench.screenshot('run-resumed');
  });
});
