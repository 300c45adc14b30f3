import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { extensionHosts } from '../real-vscode/extension-hosts.js';
import { temporaryFolder } from '../real-vscode/temporary-folder.js';
import { Cli } from './driver/cli.js';
import { journalRecords, type JournalLine } from './driver/journal.js';
import { useSession } from './driver/use-session.js';
import { persistently, waitUntil } from './driver/waiting.js';

interface HistoryDocument {
  readonly migrations: readonly { readonly id: string; readonly path: string; readonly state: string }[];
}

describe('an extension host that is killed in the middle of a run', function () {
  this.timeout(240_000);
  const state = temporaryFolder('state');
  const session = useSession('crash', () => Promise.resolve({ environment: { AGENT_MIGRATOR_STATE_DIR: state.path } }));
  let cli: Cli;
  let originals: ReadonlyMap<string, Buffer>;

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    cli = new Cli(session().workspace, state.path);
    originals = await agentFiles(session().workspace);
  });
  after(() => state.remove());

  for (const count of [1, 3]) {
    it(`after it has begun ${count} of its files leaves each of them old or new, and is recovered when VS Code is back`, async () => {
      const { workbench, workspace, server } = session();
      const earlier = journalRecords(workspace).length;
      // The menu of a folder offers its agents once they are known, and nothing that writes before trust is.
      await workbench.openFolders('agents');
      await persistently(() => workbench.waitForBadge('model_manager_agent.py', '35'));
      await workbench.openMenuWith('Migrate…', 'agents', 'Agent Migrator');
      await workbench.chooseFromMenu('Migrate…');
      // All agents of the fleet are planned until then, in both languages.
      await workbench.quickInput.pick('All stages', 90_000);
      await killWhen(server.pid, () => begunSince(workspace, earlier).length >= count);

      await workbench.page.reload();
      await workbench.waitUntilReady();
      await waitUntil('nothing is unfinished', async () => {
        const { migrations } = await cli.json<HistoryDocument>('history');
        return migrations.every((one) => one.state !== 'unfinished');
      });
      await assertOldOrNew(workspace, begunSince(workspace, earlier));
      await workbench.screenshot(`recovered-${count}`);

      const { migrations } = await cli.json<HistoryDocument>('history');
      const standing = migrations.filter((one) => one.state === 'applied');
      if (standing.length > 0) await cli.json('rollback', ...standing.map(({ id }) => id));
      assert.deepEqual(await agentFiles(workspace), originals);
      const { problems } = await cli.json<{ problems: readonly unknown[] }>('store', 'verify');
      assert.deepEqual(problems, []);
    });
  }

  async function assertOldOrNew(workspace: string, begun: readonly JournalLine[]): Promise<void> {
    const { migrations } = await cli.json<HistoryDocument>('history');
    const files = await agentFiles(workspace);
    for (const [file, bytes] of files) {
      const record = begun.find((one) => one.path === file);
      const told = migrations.find(({ id }) => id === record?.id)?.state;
      const expected = told === 'applied' ? record?.after?.sha256 : sha256(originals.get(file));
      assert.equal(sha256(bytes), expected, `${file}, ${told ?? 'never begun'}`);
    }
    assert.equal(files.size, originals.size, 'nothing lies about beside the agents');
  }
});

function begunSince(workspace: string, earlier: number): readonly JournalLine[] {
  return journalRecords(workspace)
    .slice(earlier)
    .filter(({ kind }) => kind === 'migration-begun');
}

/** Looks as often as it can: what is waited for lasts some milliseconds. */
async function killWhen(serverPid: number, holds: () => boolean): Promise<void> {
  const hosts = await extensionHosts(serverPid);
  assert.ok(hosts.length > 0, 'there is an extension host');
  const deadlineMs = performance.now() + 60_000;
  while (!holds()) {
    assert.ok(performance.now() < deadlineMs, 'the run has come that far');
    await delay(1);
  }
  for (const pid of hosts) process.kill(pid, 'SIGKILL');
}

/** Everything in the folder of the agents, hidden files too. */
async function agentFiles(workspace: string): Promise<ReadonlyMap<string, Buffer>> {
  const names = await readdir(path.join(workspace, 'agents'));
  const files = names.filter((name) => !name.startsWith('__')).sort();
  const entries = files.map(
    async (name) => [`agents/${name}`, await readFile(path.join(workspace, 'agents', name))] as const,
  );
  return new Map(await Promise.all(entries));
}

function sha256(bytes: Uint8Array | undefined): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
}
