import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dayNames } from '../../src/core/schedule/schedule.js';
import { runBuiltCli } from '../support/cli.js';
import { killAtRecord, recordsIn } from '../support/kill-at-record.js';
import { temporaryFolder } from '../real-vscode/temporary-folder.js';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil } from './driver/waiting.js';

describe('the fleet in the Agents view', function () {
  this.timeout(240_000);
  const session = useSession('fleet');
  const ticked = ['IntentAgent', 'NotificationAgent'] as const;
  const files = ['intent_agent.py', 'notification_agent.py'] as const;
  const texts = (): Promise<readonly string[]> =>
    Promise.all(files.map((file) => readFile(path.join(session().workspace, 'agents', file), 'utf8')));
  const row = (text: string | RegExp) => session().workbench.viewRow('Agents', text);

  it('stands in waves with the canary first, once that is asked for', async () => {
    const { workbench } = session();
    await workbench.runCommand('Agent Migrator: Show migration history');
    await expectVisible(row(/ModelManagerAgent.*35 high/));
    await expectVisible(workbench.page.getByText(/\d+ of \d+ agents migrated, 2 blocked/).first());
    await workbench.runCommandAndPick('Agent Migrator: Group agents…', 'Wave');
    await expectVisible(row(/Wave 1, the canary.*1 agent · rapid workflow · 2 other agents need it/));
    await workbench.screenshot('waves');
  });

  it('is filtered by every word that is typed', async () => {
    const { workbench } = session();
    await workbench.runCommandAndPick('Agent Migrator: Group agents…', 'No groups');
    await workbench.runCommand('Agent Migrator: Filter agents…');
    await workbench.quickInput.fill('low session');
    await expectVisible(row('SessionAgent'));
    await waitUntil('nothing else is shown', async () => !(await row('IntentAgent').isVisible()));
    await workbench.screenshot('filter');
    await workbench.quickInput.box.press('Enter');
    await workbench.runCommand('Agent Migrator: Clear agent filter');
    await expectVisible(row('IntentAgent'));
  });

  it('lists the addresses that its agents have written down, and leads to each', async () => {
    const { workbench } = session();
    await workbench.runCommand('Agent Migrator: Show hard-coded addresses…');
    const places = workbench.quickInput.rows('→');
    await expectVisible(places.first());
    await workbench.screenshot('addresses');
    const [, file = '', line = ''] = /· \S*\/(\S+):(\d+)/u.exec(await places.first().innerText()) ?? [];
    await workbench.quickInput.pick('→');
    await expectVisible(workbench.editorTab(file));
    await expectVisible(workbench.statusBarItem(`Ln ${line}, `));
  });

  it('begins a wave at the time that is written, and remembers that when the window is closed', async () => {
    const { workbench } = session();
    const before = await texts();
    const inThreeDays = dayNames[(new Date().getDay() + 3) % 7] ?? 'sun';
    await workbench.runCommandAndPick('Agent Migrator: Schedule wave…', 'Wave 1');
    await workbench.quickInput.pick('When the machine is calm');
    await workbench.quickInput.fill('whenever');
    await expectVisible(workbench.page.getByText('Write "load').first());
    await workbench.screenshot('schedule');
    await workbench.quickInput.fill(`${inThreeDays} 02:00-05:00`);
    await workbench.quickInput.box.press('Enter');
    await workbench.clickDialogButton('Schedule');
    const waits = workbench.page.getByText(`waits for "${inThreeDays} 02:00-05:00"`).first();
    await expectVisible(waits);
    await workbench.screenshot('scheduled');
    await workbench.page.reload();
    // The side bar comes back as it was.
    await expectVisible(waits, 60_000);
    await expectVisible(row('ModelManagerAgent'), 60_000);
    await workbench.runCommand('Agent Migrator: Cancel the scheduled wave');
    await waits.waitFor({ state: 'hidden' });
    assert.deepEqual(await texts(), before);
  });

  it('is migrated as it is ticked: all of it in one diff, applied as one run', async () => {
    const { workbench } = session();
    const before = await texts();
    for (const [done, name] of ticked.entries()) {
      await row(name).locator('.custom-view-tree-node-item-checkbox').click();
      await expectVisible(workbench.page.getByText(`${done + 1} ticked`).first());
    }
    await workbench.screenshot('ticked');
    await workbench.runCommandAndPick('Agent Migrator: Migrate ticked agents…', 'Preview first');
    await expectVisible(workbench.editorTab('Migration preview'));
    await workbench.screenshot('wave-preview');
    await workbench.clickEditorAction('Apply all stages');
    await waitUntil('both are migrated', async () => (await texts()).every((text, index) => text !== before[index]));
    await expectVisible(workbench.viewRow('History', '2 agents in one run'));
    await waitUntil(
      'nothing is ticked any more',
      async () => !(await workbench.page.getByText(/2 ticked/).isVisible()),
    );
    await workbench.screenshot('wave-done');
    const journal = await recordsIn(session().workspace);
    assert.equal(journal.filter((kind) => kind === 'run-begun').length, 1);
  });
});

describe('a run that was killed', function () {
  this.timeout(240_000);
  const state = temporaryFolder('state');
  const environment = { AGENT_MIGRATOR_STATE_DIR: state.path };
  const session = useSession('killed-run', () =>
    Promise.resolve({
      environment,
      prepare: async (workspace: string) => {
        const wave = ['migrate', '--wave', '4', '--workspace', workspace];
        const killed = await runBuiltCli(wave, {
          env: environment,
          meanwhile: (child) => killAtRecord(child, workspace, 2),
        });
        assert.equal(killed.code, null, killed.stdout);
      },
    }),
  );
  after(() => state.remove());

  it('is told of when its folder is opened, and goes on from there', async () => {
    const { workbench, workspace } = session();
    const records = await recordsIn(workspace);
    assert.ok(records.includes('run-begun') && !records.includes('run-ended'));
    const told = await workbench.waitForToast(/A run was interrupted: \d of \d+ files? were taken up/);
    const total = Number(/of (\d+) file/u.exec(told)?.[1]);
    await workbench.screenshot('run-interrupted');
    await workbench.clickToastButton(/A run was interrupted/, 'Go On');
    await waitUntil('the run is done', async () => (await recordsIn(workspace)).includes('run-ended'));
    await workbench.screenshot('run-done');
    const committed = (await recordsIn(workspace)).filter((kind) => kind === 'committed');
    assert.equal(committed.length, total);
  });
});
