import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { access, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryFolder } from '../real-vscode/temporary-folder.js';
import { Cli } from './driver/cli.js';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil } from './driver/waiting.js';

describe('rolling back several agents', function () {
  this.timeout(240_000);
  const state = temporaryFolder('state');
  const session = useSession('rollback', () =>
    Promise.resolve({ environment: { AGENT_MIGRATOR_STATE_DIR: state.path } }),
  );
  const names = ['intent_agent.py', 'notification_agent.py'] as const;
  let cli: Cli;
  let originals: readonly string[];

  const texts = (): Promise<readonly string[]> =>
    Promise.all(names.map((name) => readFile(path.join(session().workspace, 'agents', name), 'utf8')));
  before(async () => {
    cli = new Cli(session().workspace, state.path);
    originals = await texts();
  });
  after(() => state.remove());

  it('starts from their run in the history', async () => {
    const { workbench } = session();
    await cli.json('migrate', ...names.map((name) => `agents/${name}`));
    assert.notDeepEqual(await texts(), originals);
    await workbench.runCommand('Agent Migrator: Show migration history');
    const run = workbench.viewRow('History', '2 agents in one run');
    await expectVisible(run);
    await workbench.viewRow('History', 'IntentAgent').click();
    await expectVisible(workbench.viewRow('History', 'Original'));
    await workbench.screenshot('history');
    await run.click({ button: 'right' });
    await workbench.chooseFromMenu('Roll back…');
    await workbench.quickInput.pick('Original');
    await waitUntil('both are as they were', async () => (await texts()).join() === originals.join());
    await expectVisible(workbench.viewRow('History', /2 agents in one run.*0 of 2 still migrated/));
    await workbench.screenshot('rolled-back-run');
  });

  it('waits for the command line while that changes the workspace, and says so', async () => {
    const { workbench, workspace } = session();
    await cli.json('migrate', `agents/${names[0]}`);
    await waitUntil('the history has it', () => workbench.viewRow('History', /IntentAgent.*migrated/).isVisible());
    const holder = await stopWithLock(cli, workspace, `agents/${names[1]}`);
    try {
      await workbench.openFile(names[0]);
      await workbench.runCommand('Agent Migrator: Roll back…');
      await workbench.pickUntilToast('Original', /is being changed by/);
      const message = await workbench.waitForToast(/is being changed by/);
      await workbench.screenshot('locked');
      assert.match(message, new RegExp(`"migrate agents/${names[1]}" \\(process ${holder.pid} on `));
    } finally {
      holder.goOn();
    }
    await holder.ended;
    await workbench.clickToastButton(/is being changed by/, 'Retry');
    await waitUntil('it is rolled back', async () => {
      await workbench.quickInput.pickIfOffered('Original');
      return (await texts())[0] === originals[0];
    });
    assert.notEqual((await texts())[1], originals[1], 'the command line has finished its own');
  });

  it('asks about an agent that was renamed since, and takes it back under its new name', async () => {
    const { workbench, workspace } = session();
    const [was, is] = [names[1], 'notice_agent.py'].map((name) => path.join(workspace, 'agents', name)) as [
      string,
      string,
    ];
    await rename(was, is);
    await workbench.runCommandAndPick('Agent Migrator: Roll back…', 'NotificationAgent');
    await workbench.pickUntilToast('Original', /seems to have been renamed/);
    await workbench.screenshot('renamed');
    assert.notEqual(await readFile(is, 'utf8'), originals[1], 'nothing is written before the answer');
    await workbench.clickToastButton(/seems to have been renamed/, 'Roll Back notice_agent.py');
    await waitUntil('it is rolled back', async () => (await readFile(is, 'utf8')) === originals[1]);
    await assert.rejects(access(was), 'its old name stays free');
  });
});

interface StoppedHolder {
  readonly pid: number;
  readonly ended: Promise<unknown>;
  goOn(): void;
}

/** Starts a migration on the command line and stops its process where it holds the lock of the workspace. */
async function stopWithLock(cli: Cli, workspace: string, file: string): Promise<StoppedHolder> {
  const child = cli.start('migrate', file);
  const { pid } = child;
  assert.ok(pid !== undefined);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const isHeld = (): boolean =>
    readdirSync(path.join(workspace, '.agent-migrator', 'lock')).some((name) => /^\d+$/.test(name));
  for (;;) {
    assert.equal(child.exitCode, null, 'it still runs');
    if (isHeld()) {
      child.kill('SIGSTOP');
      // It may have let go between the look and the signal.
      await delay(20);
      if (isHeld()) break;
      child.kill('SIGCONT');
    }
    await delay(1);
  }
  return { pid, ended, goOn: () => child.kill('SIGCONT') };
}
