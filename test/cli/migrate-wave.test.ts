import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { runBuiltCli, type CliResult } from '../support/cli.js';
import { killAtRecord, recordsIn } from '../support/kill-at-record.js';
import { syntheticClass, syntheticPath, writeSyntheticFleet } from '../support/synthetic-fleet.js';

const run = promisify(execFile);
const agents = 40;
const kills = 5;

interface Migrated {
  readonly migrations: readonly {
    readonly path: string;
    readonly status: string;
    readonly reason: { readonly code: string } | null;
  }[];
  readonly run?: { readonly id: string; readonly state: string; readonly waiting: number; readonly total: number };
}

interface Told {
  readonly migrations: readonly { readonly path: string; readonly state: string }[];
}

describe('a wave on the command line', function () {
  this.timeout(300_000);
  let home: string;
  let folder: string;
  const cli = (args: readonly string[], meanwhile?: Parameters<typeof runBuiltCli>[1]): Promise<CliResult> =>
    runBuiltCli([...args, '--workspace', folder], {
      env: { AGENT_MIGRATOR_STATE_DIR: path.join(home, 'state') },
      ...meanwhile,
    });
  const document = async <T>(...args: readonly string[]): Promise<T & { readonly code: number | null }> => {
    const { code, stdout, stderr } = await cli([...args, '--json']);
    assert.notEqual(stdout, '', stderr);
    return { ...(JSON.parse(stdout) as T), code };
  };
  const bytesOf = (index: number, from = folder): Promise<string> =>
    readFile(path.join(from, syntheticPath(index)), 'utf8');
  const all = Array.from({ length: agents }, (_, index) => index);
  /** The largest wave that the fleet has. */
  const largestWave = async (): Promise<{ readonly number: string; readonly paths: readonly string[] }> => {
    const { waves } = await document<{ waves: { number: number; agents: { path: string }[] }[] }>(
      'fleet',
      '--wave-size',
      '40',
    );
    const [largest] = [...waves].sort((a, b) => b.agents.length - a.agents.length);
    return { number: String(largest?.number), paths: largest?.agents.map((agent) => agent.path) ?? [] };
  };

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'agent-migrator-wave-'));
    folder = path.join(home, 'fleet');
    await writeSyntheticFleet(folder, agents);
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('is carried out, told of as one run, and rolled back as one', async () => {
    const before = await Promise.all(all.map((index) => bytesOf(index)));
    const { number, paths } = await largestWave();
    assert.ok(paths.length > 3);
    const { code, run: told, migrations } = await document<Migrated>('migrate', '--wave', number, '--wave-size', '40');
    assert.deepEqual([code, told?.state, told?.waiting, told?.total], [0, 'done', 0, paths.length]);
    assert.ok(migrations.every(({ status }) => status === 'applied' || status === 'partial'));
    const back = await cli(['rollback', '--run', told?.id ?? '']);
    assert.equal(back.code, 0, back.stderr);
    assert.deepEqual(await Promise.all(all.map((index) => bytesOf(index))), before);
    assert.match((await cli(['migrate', '--resume'])).stdout, /no run that was interrupted/u);
  });

  it(`goes on where it was after ${kills} kills at random moments, with nothing lost and nothing done twice`, async () => {
    const { number, paths } = await largestWave();
    const wave = ['--wave', number, '--wave-size', '40', '--stop-after-failures', '0'];
    const control = path.join(home, 'control');
    await cp(folder, control, { recursive: true });
    const whole = await runBuiltCli(['migrate', ...wave, '--workspace', control], {
      env: { AGENT_MIGRATOR_STATE_DIR: path.join(home, 'control-state') },
    });
    assert.equal(whole.code, 0, whole.stderr);
    let killed = 0;
    for (let attempt = 0; killed < kills && attempt < 60; attempt++) {
      const begun = await recordsIn(folder);
      const args = begun.includes('run-begun') ? ['migrate', '--resume'] : ['migrate', ...wave];
      const wanted = begun.length + 1 + Math.floor(Math.random() * 6);
      const { code } = await cli(args, { meanwhile: (child) => killAtRecord(child, folder, wanted) });
      if (code === null) killed += 1;
      else if (begun.includes('run-begun')) break;
    }
    const end = await document<Migrated>('migrate', '--resume');
    assert.equal(end.code, 0, JSON.stringify(end));
    assert.equal(killed, kills);
    for (const index of all) assert.equal(await bytesOf(index), await bytesOf(index, control), syntheticPath(index));
    const applied = (await document<Told>('history')).migrations.filter(({ state }) => state === 'applied');
    assert.deepEqual(applied.map((one) => one.path).sort(), [...paths].sort());
    assert.match((await cli(['migrate', '--resume'])).stdout, /no run that was interrupted/u);
  });

  it('stops after two files that cannot be migrated, goes on when told to, and can be given up', async () => {
    const { number, paths } = await largestWave();
    const planned = await document<Migrated>('migrate', '--wave', number, '--wave-size', '40', '--dry-run');
    assert.equal(planned.migrations.length, paths.length);
    const wave = ['migrate', '--wave', number, '--wave-size', '40', '--json'];
    const stopped = await cli(wave, { meanwhile: (child) => changeOncePlanned(child, paths) });
    const { run: told } = JSON.parse(stopped.stdout) as Migrated;
    assert.deepEqual([stopped.code, told?.state], [3, 'stopped'], stopped.stderr);
    assert.ok((told?.waiting ?? 0) > 0);
    const resumed = await document<Migrated>('migrate', '--resume');
    assert.deepEqual([resumed.code, resumed.run?.id, resumed.run?.state], [0, told?.id, 'done']);
    assert.equal((await cli(['migrate', '--give-up'])).code, 0);
  });

  it('says that there was nothing to take up, and of no way back from it', async () => {
    await rm(folder, { recursive: true, force: true });
    await writeSyntheticFleet(folder, 1);
    const file = path.join(folder, syntheticPath(0));
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('def __init__', '__slots__ = ("port",)\n\n    def __init__'),
    );
    const { code, stdout } = await cli(['migrate', '--wave', '1']);
    assert.equal(code, 3);
    assert.match(stdout, /^Run w-[0-9a-f]+: no file could be taken up\.$/mu);
  });

  it('waits until its time has come, and says what for', async () => {
    const wave = ['migrate', '--wave', '1', '--json'];
    assert.equal((await cli([...wave, '--when', 'soon'])).code, 2);
    assert.equal((await cli([...wave, '--when', '00:00-24:00', '--dry-run'])).code, 2);
    const yesterday = new Date(Date.now() - 24 * 3_600_000)
      .toLocaleDateString('en', { weekday: 'short' })
      .toLowerCase();
    const waiting = await cli([...wave, '--when', `${yesterday} 00:00-24:00`], {
      meanwhile: (child) => child.stderr.on('data', (text) => String(text).includes('Waiting') && child.kill('SIGINT')),
    });
    assert.match(waiting.stderr, /Waiting: its time of day has not come/);
    assert.deepEqual([waiting.code, await recordsIn(folder)], [130, []]);
    const begun = await cli([...wave, '--when', 'load<1000 for 0s 00:00-24:00']);
    assert.equal((JSON.parse(begun.stdout) as Migrated).run?.state, 'done', begun.stderr);
  });

  /** Two files that are edited between planning and writing are not what was planned any more. */
  function changeOncePlanned(
    child: { once(event: 'close', listener: () => void): unknown },
    paths: readonly string[],
  ): void {
    const journal = path.join(folder, '.agent-migrator', 'journal.jsonl');
    const watch = setInterval(() => {
      void readFile(journal, 'utf8')
        .then(async (text) => {
          if (!text.includes('run-begun')) return;
          clearInterval(watch);
          for (const file of paths.slice(-3, -1)) {
            const full = path.join(folder, file);
            await writeFile(full, `# edited meanwhile\n${await readFile(full, 'utf8')}`);
          }
        })
        .catch(() => undefined);
    }, 5);
    child.once('close', () => clearInterval(watch));
  }

  it('does not begin among changes that are not committed, or in a merge, unless it is told to', async () => {
    const git = (...words: readonly string[]) =>
      run('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], { cwd: folder });
    await git('init', '-q');
    await git('add', '-A');
    await git('commit', '-qm', 'fleet');
    await writeFile(path.join(folder, 'common', '__init__.py'), '# changed\n');
    const dirty = await cli(['migrate', '--wave', '1']);
    assert.equal(dirty.code, 3);
    assert.match(dirty.stderr, /not committed: common\/__init__\.py\. Commit them first\. --allow-dirty/u);
    assert.equal((await cli(['migrate', '--wave', '1', '--allow-dirty'])).code, 0);
    await git('checkout', '-q', 'common');
    // What the wave before wrote is not somebody's work.
    assert.equal((await cli(['migrate', '--wave', '1'])).code, 0);
    await writeFile(path.join(folder, '.git', 'MERGE_HEAD'), 'f'.repeat(40));
    const merging = await cli(['migrate', '--wave', '1', '--allow-dirty']);
    assert.equal(merging.code, 3);
    assert.match(merging.stderr, /merge is in progress/iu);
  });

  it('leaves out an agent that is kept, and so does every other way to migrate it', async () => {
    const preserve = [{ agent: syntheticClass(0), reason: 'replaced next year' }];
    await writeFile(path.join(folder, 'agent-migrator.json'), JSON.stringify({ preserve }));
    const { stdout } = await cli(['fleet']);
    assert.match(stdout, /In no wave, kept as they are: 1\n {2}Synthetic0Agent .*replaced next year/u);
    const file = path.join(folder, syntheticPath(0));
    const named = await cli(['migrate', file]);
    assert.equal(named.code, 3);
    assert.match(named.stdout, /Synthetic0Agent is kept as it is.*replaced next year/u);
    assert.equal((await cli(['plan', file])).code, 3);
    const { migrations } = await document<Migrated>('migrate', path.dirname(file), '--dry-run');
    assert.deepEqual([migrations.length, migrations.some((one) => one.path === syntheticPath(0))], [agents - 1, false]);
  });

  it('refuses what cannot be meant', async () => {
    for (const args of [
      ['migrate'],
      ['migrate', '--wave', '1', '--resume'],
      ['migrate', '--wave', '0'],
      ['migrate', '--wave', '99'],
    ])
      assert.equal((await cli(args)).code, 2, args.join(' '));
  });
});
