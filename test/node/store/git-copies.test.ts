import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { migrate } from '../../../src/app/migrate/migrate.js';
import { rollBack } from '../../../src/app/rollback/roll-back.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import { GitCopies } from '../../../src/node/store/git-copies.js';
import { operation, realWorkspace, wholeMigration, type NewWorkspace } from '../../support/store/real-workspace.js';

const run = promisify(execFile);
const agent = 'class Agent:\r\n    name = "caf\xe9"\n    port = 1';

describe('the third copy in hidden refs of the repository', function () {
  this.timeout(60_000);
  let workspace: NewWorkspace;
  let isOn: boolean;

  beforeEach(async () => {
    isOn = true;
    workspace = await realWorkspace({ gitCopies: () => isOn });
    await workspace.write('a.py', Buffer.from(agent, 'latin1'));
    await git('init', '--quiet', '--initial-branch=main');
    await git('config', 'user.name', 'Test');
    await git('config', 'user.email', 'test@example.invalid');
    await git('add', 'a.py');
    await git('commit', '--quiet', '--message=one');
  });
  afterEach(() => workspace.dispose());

  const git = async (...words: readonly string[]): Promise<string> => {
    const { stdout } = await run('git', words, { cwd: workspace.root, encoding: 'latin1' });
    return stdout;
  };
  const refs = async (): Promise<readonly string[]> =>
    (await git('for-each-ref', '--format=%(refname)', 'refs/agent-migrator/')).split('\n').filter(Boolean);
  const migrateAgent = () => migrate(workspace.ports, { ...wholeMigration, paths: ['a.py'] }, operation);
  const rollBackAgent = () =>
    rollBack(
      workspace.ports,
      {
        ...{ targets: ['a.py'], to: 'original', automatic: false, restoreDeleted: false },
        confirm: () => Promise.resolve(true),
      },
      operation,
    );

  it('gives back verified bytes alone, and says where it could not take them', async () => {
    const { root } = workspace;
    const copies = new GitCopies({ root, environment: process.env, isOn: () => isOn });
    const bytes = Buffer.from('a version of a file');
    const sha256 = sha256Of(bytes);
    assert.equal(await copies.put(bytes, sha256), true);
    assert.deepEqual([Buffer.from((await copies.get(sha256)) ?? []), await copies.list()], [bytes, [sha256]]);
    const [ref = ''] = await refs();
    assert.match(ref, /^refs\/agent-migrator\/[0-9a-f]{16}\/[0-9a-f]{64}$/u);
    await git('update-ref', ref, (await git('rev-parse', 'HEAD:a.py')).trim());
    assert.equal(await copies.get(sha256), undefined);
    isOn = false;
    assert.equal(await copies.put(bytes, sha256), false);
    isOn = true;
    await rm(path.join(root, '.git'), { recursive: true });
    assert.equal(await copies.put(bytes, sha256), false);
    assert.deepEqual([await copies.get(sha256), await copies.list()], [undefined, []]);
  });

  it('brings a file back when both other homes have lost it', async () => {
    await migrateAgent();
    assert.equal((await refs()).length, 4);
    await git('gc', '--quiet', '--prune=now');
    await loseBlobs(workspace);
    const [rollback] = (await rollBackAgent()).rollbacks;
    assert.equal(rollback?.status, 'restored');
    assert.equal(await workspace.read('a.py'), agent);
  });

  it('heals the two homes, keeps what is needed, and goes when it is switched off', async () => {
    await migrateAgent();
    await loseBlobs(workspace);
    assert.equal((await workspace.keeper.collect(operation)).healed, 8);
    await git('update-ref', '-d', (await refs())[0] ?? '');
    await workspace.keeper.collect(operation);
    assert.equal((await refs()).length, 4);
    isOn = false;
    await workspace.keeper.collect(operation);
    assert.deepEqual(await refs(), []);
    assert.deepEqual((await workspace.keeper.verify(operation)).problems, []);
  });

  it('is missed where git could not make it, until a collection does', async () => {
    await rename(path.join(workspace.root, '.git'), path.join(workspace.root, 'aside'));
    await migrateAgent();
    await rename(path.join(workspace.root, 'aside'), path.join(workspace.root, '.git'));
    const [problem, ...others] = (await workspace.keeper.verify(operation)).problems;
    assert.deepEqual([problem?.kind, others], ['no-git-copy', []]);
    assert.match(problem?.message ?? '', /^4 of 4 versions have no third copy/);
    await workspace.keeper.collect(operation);
    assert.deepEqual((await workspace.keeper.verify(operation)).problems, []);
  });

  it('is not made unless it is wanted, nor outside a repository', async () => {
    isOn = false;
    await migrateAgent();
    assert.deepEqual(await refs(), []);
    isOn = true;
    await rm(path.join(workspace.root, '.git'), { recursive: true });
    assert.equal((await rollBackAgent()).rollbacks[0]?.status, 'restored');
  });

  it('runs nothing of the repository, which would run without our precautions', async () => {
    const canary = path.join(workspace.state, 'canary');
    await mkdir(workspace.state, { recursive: true });
    await plantCanaries(workspace.root, canary, git);
    await migrateAgent();
    await rollBackAgent();
    await workspace.keeper.collect(operation);
    isOn = false;
    await workspace.keeper.collect(operation);
    await assert.rejects(readFile(canary), 'nothing ran');
    await git('hash-object', '-w', 'a.py');
    await git('update-ref', 'refs/elsewhere', 'HEAD');
    assert.match(await readFile(canary, 'utf8'), /filter[^]*hook/u);
  });

  it('leaves index, HEAD, branches and a merge in progress as they are', async () => {
    await makeConflict(workspace, git);
    const before = await repositoryState(workspace.root, git);
    assert.notEqual(before.merge, '');
    const bytes = Buffer.from('a version of a file');
    const { root } = workspace;
    const copies = new GitCopies({ root, environment: process.env, isOn: () => true });
    assert.equal(await copies.put(bytes, sha256Of(bytes)), true);
    assert.equal((await refs()).length, 1);
    assert.deepEqual(await repositoryState(workspace.root, git), before);
    assert.equal((await git('log', '--all', '--format=%s')).includes('agent-migrator'), false);
    await git('fsck', '--strict');
  });
});

type GitCommand = (...words: readonly string[]) => Promise<string>;

async function loseBlobs({ root, state }: NewWorkspace): Promise<void> {
  const [name = ''] = await readdir(path.join(state, 'workspaces'));
  for (const home of [path.join(root, '.agent-migrator'), path.join(state, 'workspaces', name)]) {
    await rm(path.join(home, 'blobs'), { recursive: true });
  }
}

/** A hook, a filter and a file monitor, each of which leaves a trace when it runs. */
async function plantCanaries(root: string, canary: string, git: GitCommand): Promise<void> {
  const hook = path.join(root, '.git', 'hooks', 'reference-transaction');
  await mkdir(path.dirname(hook), { recursive: true });
  await writeFile(hook, `#!/bin/sh\necho hook >> '${canary}'\n`);
  await chmod(hook, 0o755);
  await writeFile(path.join(root, '.gitattributes'), '* filter=canary\n');
  await git('config', 'filter.canary.clean', `sh -c "echo filter >> '${canary}'; cat"`);
  await git('config', 'core.fsmonitor', `sh -c "echo monitor >> '${canary}'"`);
}

async function makeConflict(workspace: NewWorkspace, git: GitCommand): Promise<void> {
  await git('checkout', '--quiet', '-b', 'other');
  await workspace.write('a.py', 'theirs\n');
  await git('commit', '--quiet', '--all', '--message=theirs');
  await git('checkout', '--quiet', 'main');
  await workspace.write('a.py', 'ours\n');
  await git('commit', '--quiet', '--all', '--message=ours');
  await assert.rejects(git('merge', 'other'));
}

async function repositoryState(root: string, git: GitCommand) {
  const file = (name: string): Promise<string> => readFile(path.join(root, '.git', name), 'latin1');
  return {
    index: await file('index'),
    head: await file('HEAD'),
    merge: await file('MERGE_HEAD'),
    branches: await git('for-each-ref', 'refs/heads'),
    file: await readFile(path.join(root, 'a.py'), 'latin1'),
  };
}
