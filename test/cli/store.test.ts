import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { migrate } from '../../src/app/migrate/migrate.js';
import { runBuiltCli, type CliResult } from '../support/cli.js';
import { operation, realWorkspace, wholeMigration, type NewWorkspace } from '../support/store/real-workspace.js';

const agent = 'class Agent:\n    port = 1\n';
const marks = ['# infrastructure\n', '# core-logic\n', '# integration\n'];
/** The original, and the text after each of three stages. */
const bytesOfAllStages = [0, 1, 2, 3].reduce((sum, count) => sum + (marks.slice(0, count).join('') + agent).length, 0);

describe('the store on the command line', function () {
  this.timeout(60_000);
  let workspace: NewWorkspace;

  beforeEach(async () => {
    workspace = await realWorkspace();
    await workspace.write('a.py', agent);
    await migrate(workspace.ports, { ...wholeMigration, paths: ['a.py'] }, operation);
  });

  afterEach(() => workspace.dispose());

  const cli = (...args: readonly string[]): Promise<CliResult> =>
    runBuiltCli(args, { cwd: workspace.root, env: { AGENT_MIGRATOR_STATE_DIR: workspace.state } });
  const json = async (...args: readonly string[]): Promise<{ code: number | null; document: unknown }> => {
    const { code, stdout } = await cli(...args, '--json');
    return { code, document: JSON.parse(stdout) };
  };
  const inStore = (...names: readonly string[]): string => path.join(workspace.root, '.agent-migrator', ...names);
  const endMark = async (): Promise<void> => {
    // The last record, that of the end, is gone in both homes: as after a kill just before it.
    const [name = ''] = await readdir(path.join(workspace.state, 'workspaces'));
    for (const file of [inStore('journal.jsonl'), path.join(workspace.state, 'workspaces', name, 'journal.jsonl')]) {
      const text = await readFile(file, 'latin1');
      await truncate(file, text.lastIndexOf('\n', text.length - 2) + 1);
    }
  };

  it('is verified: 0 when all is whole, 1 when something is not', async () => {
    const whole = await json('store', 'verify');
    assert.equal(whole.code, 0);
    assert.deepEqual(whole.document, {
      schemaVersion: 1,
      journal: { condition: 'sound', records: 3 },
      checkpoints: { needed: 4, whole: 4, bytes: bytesOfAllStages },
      size: { bytes: 2 * bytesOfAllStages, limitBytes: 512 * 2 ** 20 },
      problems: [],
    });
    await rm(inStore('blobs'), { recursive: true });
    const halved = await json('store', 'verify');
    assert.equal(halved.code, 1);
    assert.match(JSON.stringify(halved.document), /"kind":"one-copy"/u);
  });

  it('is healed and cleared by gc', async () => {
    await rm(inStore('blobs'), { recursive: true });
    const { code, document } = await json('store', 'gc');
    assert.equal(code, 0);
    assert.deepEqual(document, { schemaVersion: 1, healed: 4, setAside: 0, removed: 0, freedBytes: 0 });
    assert.equal((await json('store', 'verify')).code, 0);
    assert.equal((await cli('store', 'burn')).code, 2);
  });

  it('recovers what was interrupted, once', async () => {
    await endMark();
    const { code, document } = await json('recover');
    assert.equal(code, 0);
    const [entry] = (document as { recovered: readonly { path: string; action: string }[] }).recovered;
    assert.deepEqual([entry?.path, entry?.action], ['a.py', 'finished']);
    assert.deepEqual((await json('recover')).document, { schemaVersion: 1, recovered: [] });
  });

  it('asks about a file that was edited while a change was interrupted, with 3', async () => {
    await endMark();
    await workspace.write('a.py', 'class Mine: pass\n');
    const { code, document } = await json('recover');
    assert.equal(code, 3);
    assert.match(JSON.stringify(document), /"action":"ask".*--keep m-/u);
    assert.equal(await workspace.read('a.py'), 'class Mine: pass\n');
  });

  it('shows a journal of somebody else and acts upon nothing in it, with 3', async () => {
    await writeFile(path.join(workspace.state, 'key'), `${'ab'.repeat(32)}\n`);
    const before = await workspace.read('a.py');
    for (const args of [['recover'], ['rollback', 'a.py'], ['store', 'gc']]) {
      const { code, stderr } = await cli(...args);
      assert.equal(code, 3, args.join(' '));
      assert.match(stderr, /not made with your key/u);
    }
    const history = await cli('history', '--json');
    assert.equal(history.code, 0);
    assert.match(history.stderr, /not made with your key/u);
    assert.equal((await cli('store', 'verify')).code, 1);
    assert.equal(await workspace.read('a.py'), before);
  });

  it('says what it repaired, and knows what there is to keep', async () => {
    await writeFile(inStore('journal.jsonl'), 'garbage\n', { flag: 'a' });
    assert.equal((await cli('recover')).code, 3);
    const repaired = await cli('recover', '--repair');
    assert.equal(repaired.code, 0);
    assert.match(repaired.stderr, /The journal can be used again/u);
    const { code, stderr } = await cli('recover', '--keep', 'm-00000000');
    assert.equal(code, 2);
    assert.match(stderr, /no change "m-00000000"/u);
  });

  it('names the way out when a copy of the folder took its place', async () => {
    const copy = `${workspace.root}-copy`;
    await cp(workspace.root, copy, { recursive: true });
    assert.equal((await cli('rollback', 'a.py')).code, 0);
    assert.equal((await cli('rollback', path.join(copy, 'a.py'), '--workspace', copy)).code, 0);
    await rm(workspace.root, { recursive: true });
    await rename(copy, workspace.root);
    const { code, stderr } = await cli('recover');
    assert.equal(code, 3);
    const [, second = ''] = /its second copy (\S+) are both whole.* Move the second copy away/u.exec(stderr) ?? [];
    await rm(second);
    assert.equal((await cli('recover')).code, 0);
  });

  it('refuses, with 3 and what is in the way, when something else stands in the place of the journal', async () => {
    await rm(inStore('journal.jsonl'));
    await mkdir(inStore('journal.jsonl'));
    const { code, document } = await json('history');
    assert.equal(code, 3);
    assert.match(JSON.stringify(document), /"read-only".*EISDIR.*journal\.jsonl/u);
  });

  it('says who holds the lock, with 3', async () => {
    const session = await workspace.ports.store.open('a long migration', operation);
    try {
      const { code, document } = await json('rollback', 'a.py');
      assert.equal(code, 3);
      assert.match(JSON.stringify(document), new RegExp(`"locked".*a long migration.*process ${process.pid} on `, 'u'));
    } finally {
      await session.close();
    }
  });

  it('rolls back by the command line what the editor has done, and undoes that', async () => {
    const { code, document } = await json('rollback', 'a.py');
    assert.equal(code, 0);
    assert.equal(await workspace.read('a.py'), agent);
    const [entry] = (document as { rollbacks: readonly { status: string; undo: string }[] }).rollbacks;
    assert.equal(entry?.status, 'restored');
    assert.equal((await json('rollback', entry.undo)).code, 0);
    assert.match(await workspace.read('a.py'), /^# infrastructure\n/u);
  });
});
