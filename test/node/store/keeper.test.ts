import assert from 'node:assert/strict';
import {
  appendFile,
  stat,
  symlink,
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { migrate } from '../../../src/app/migrate/migrate.js';
import { readHistory } from '../../../src/app/report/history.js';
import { rollBack } from '../../../src/app/rollback/roll-back.js';
import {
  operation,
  realWorkspace,
  wholeMigration,
  workspaceAt,
  type NewWorkspace,
} from '../../support/store/real-workspace.js';

const agent = 'class Agent:\n    port = 1\n';

describe('the store and its keeper', () => {
  let workspace: NewWorkspace;

  beforeEach(async () => {
    workspace = await realWorkspace();
    await workspace.write('a.py', agent);
    await migrate(workspace.ports, { ...wholeMigration, paths: ['a.py'] }, operation);
  });

  afterEach(() => workspace.dispose());

  const rollBackFile = () =>
    rollBack(
      workspace.ports,
      {
        targets: ['a.py'],
        to: 'original',
        automatic: false,
        restoreDeleted: false,
        confirm: () => Promise.resolve(true),
      },
      operation,
    );
  const inStore = (...names: string[]): string => path.join(workspace.root, '.agent-migrator', ...names);
  const journal = (): string => inStore('journal.jsonl');
  const stateHome = async (): Promise<string> => {
    const [name = ''] = await readdir(path.join(workspace.state, 'workspaces'));
    return path.join(workspace.state, 'workspaces', name);
  };
  const states = async (): Promise<readonly string[]> =>
    (await readHistory(workspace.ports.store)).migrations.map(({ state }) => state);

  it('says when its copies take more room than they should, those in the trash too', async () => {
    const { bytes } = await workspace.keeper.size();
    const at = (sizeLimitBytes: number) =>
      workspaceAt(workspace.root, workspace.state, { sizeLimitBytes: () => sizeLimitBytes }).keeper;
    assert.deepEqual((await at(bytes).verify(operation)).problems, []);
    const [problem] = (await at(bytes - 1).verify(operation)).problems;
    assert.equal(problem?.kind, 'size');
    await mkdir(inStore('trash'), { recursive: true });
    await writeFile(inStore('trash', 'x'), '12345');
    assert.equal((await workspace.keeper.size()).bytes, bytes + 5);
  });

  it('finds every copy whole in both homes', async () => {
    const verification = await workspace.keeper.verify(operation);
    assert.deepEqual(verification.problems, []);
    assert.deepEqual(verification.journal, { condition: 'sound', records: 3 });
    assert.deepEqual([verification.checkpoints.needed, verification.checkpoints.whole], [4, 4]);
  });

  it('rolls back after git clean has taken the folder away', async () => {
    await rm(inStore(), { recursive: true });
    assert.deepEqual(await states(), ['applied']);
    assert.equal((await rollBackFile()).rollbacks[0]?.status, 'restored');
    assert.equal(await workspace.read('a.py'), agent);
  });

  it('rolls back after the state directory was lost, once its owner vouches for the journal', async () => {
    await rm(workspace.state, { recursive: true });
    await assert.rejects(rollBackFile(), /not made with your key/u);
    await workspace.keeper.adopt(operation);
    assert.equal((await rollBackFile()).rollbacks[0]?.status, 'restored');
    assert.equal(await workspace.read('a.py'), agent);
  });

  it('changes nothing for a journal that was made with another key', async () => {
    await writeFile(path.join(workspace.state, 'key'), `${'ab'.repeat(32)}\n`);
    const [before, names] = [await readFile(journal()), await readdir(inStore())];
    await assert.rejects(rollBackFile(), /not made with your key/u);
    await workspace.write('b.py', agent);
    await assert.rejects(migrate(workspace.ports, { ...wholeMigration, paths: ['b.py'] }, operation), /not made with/u);
    assert.deepEqual([await readFile(journal()), await readdir(inStore())], [before, names]);
    assert.equal(await workspace.read('b.py'), agent);
    const { migrations, warning } = await readHistory(workspace.ports.store);
    assert.deepEqual([migrations.length, warning === undefined], [1, false]);
  });

  it('cuts a torn end and goes on', async () => {
    await appendFile(journal(), '{"seal":"0123');
    assert.equal((await rollBackFile()).rollbacks[0]?.status, 'restored');
    assert.equal((await workspace.keeper.verify(operation)).journal.condition, 'sound');
  });

  it('takes the longer copy when the power went between the two', async () => {
    const text = await readFile(journal());
    await truncate(journal(), text.lastIndexOf('\n', text.length - 2) + 1);
    assert.deepEqual(await states(), ['applied']);
    await rollBackFile();
    assert.deepEqual(await states(), ['rolled-back']);
  });

  it('refuses to act upon a damaged journal and repairs it from the second copy when asked to', async () => {
    const text = await readFile(journal(), 'latin1');
    await writeFile(journal(), text.replace('"path":"a.py"', '"path":"b.py"'));
    await assert.rejects(rollBackFile(), /is damaged\. The second copy .* is whole/u);
    assert.equal((await workspace.keeper.verify(operation)).problems[0]?.kind, 'journal');
    await workspace.keeper.repair(operation);
    assert.equal((await rollBackFile()).rollbacks[0]?.status, 'restored');
    assert.ok((await readdir(inStore())).some((name) => name.startsWith('journal.jsonl.damaged-')));
  });

  it('heals a copy that was lost or damaged in one home', async () => {
    const blobs = path.join(await stateHome(), 'blobs');
    const [folder = '', other = ''] = await readdir(blobs);
    const [name = ''] = await readdir(path.join(blobs, folder));
    await chmod(path.join(blobs, folder, name), 0o600);
    await writeFile(path.join(blobs, folder, name), 'something else');
    await rename(path.join(blobs, other), path.join(blobs, 'gone'));
    assert.equal((await workspace.keeper.verify(operation)).problems.length, 2);
    assert.equal((await workspace.keeper.collect(operation)).healed, 2);
    assert.deepEqual((await workspace.keeper.verify(operation)).problems, []);
  });

  it('says that a copy is lost only when both homes have lost it', async () => {
    for (const home of [inStore(), await stateHome()]) await rm(path.join(home, 'blobs'), { recursive: true });
    const { problems } = await workspace.keeper.verify(operation);
    assert.deepEqual(new Set(problems.map(({ kind }) => kind)), new Set(['lost']));
    assert.equal((await rollBackFile()).rollbacks[0]?.status, 'refused');
  });

  it('puts aside what no record names, and nothing else', async () => {
    const stray = 'f'.repeat(64);
    await mkdir(inStore('blobs', 'ff'));
    await writeFile(inStore('blobs', 'ff', stray), 'stray');
    const before = await workspace.keeper.verify(operation);
    assert.equal((await workspace.keeper.collect(operation)).setAside, 1);
    assert.equal(await readFile(inStore('trash', stray), 'utf8'), 'stray');
    assert.deepEqual(await workspace.keeper.verify(operation), before);
    assert.equal((await rollBackFile()).rollbacks[0]?.status, 'restored');
  });

  it('clears away what a killed process was writing, and keeps what a set-aside journal names', async () => {
    const random = '0'.repeat(32);
    const sha256 = 'f'.repeat(64);
    await mkdir(inStore('blobs', 'ff'));
    await writeFile(inStore('blobs', 'ff', sha256), 'named elsewhere');
    await writeFile(inStore('journal.jsonl.other-0123abcd'), `{"before":"${sha256}"}\n`);
    const halves = [`blobs/ff/${sha256}.${random}.tmp`, `journal.jsonl.${random}.tmp`, `reserve.${random}.tmp`];
    for (const half of halves) await writeFile(inStore(half), 'half');
    assert.equal((await workspace.keeper.collect(operation)).setAside, 0);
    const left = await readdir(inStore(), { recursive: true });
    assert.deepEqual(
      left.filter((name) => name.endsWith('.tmp')),
      [],
    );
    assert.ok(left.includes(path.join('blobs', 'ff', sha256)));
  });

  it('follows no planted link out of its folder', async () => {
    const outside = path.join(workspace.root, '..', 'outside');
    const sha256 = `ee${'f'.repeat(62)}`;
    await mkdir(outside);
    await writeFile(path.join(outside, sha256), 'of somebody else');
    await symlink(outside, inStore('blobs', 'ee'));
    await workspace.keeper.collect(operation);
    assert.deepEqual(await readdir(outside), [sha256]);
    await rm(inStore('blobs'), { recursive: true });
    await symlink(outside, inStore('blobs'));
    await workspace.write('b.py', agent);
    const [entry] = (await migrate(workspace.ports, { ...wholeMigration, paths: ['b.py'] }, operation)).migrations;
    assert.equal(entry?.status, 'refused');
    assert.deepEqual(await readdir(outside), [sha256]);
  });

  it('keeps room for a rollback of the largest change', async () => {
    const large = `${agent}${'# filler\n'.repeat(200_000)}`;
    await workspace.write('large.py', large);
    await migrate(workspace.ports, { ...wholeMigration, paths: ['large.py'] }, operation);
    for (const home of [inStore(), await stateHome()]) {
      assert.ok((await stat(path.join(home, 'reserve'))).size >= 3 * large.length, home);
    }
  });

  it('stays out of version control without touching the files of the project', async () => {
    assert.equal(await readFile(inStore('.gitignore'), 'utf8'), '*\n');
    assert.deepEqual((await readdir(workspace.root)).sort(), ['.agent-migrator', 'a.py']);
  });
});
