import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { stages } from '../../src/core/rewrite/stage.js';
import { brokenAgents, fleetFolder, manifest, runFleet, withFleetCopy } from './fleet-folder.js';

interface MigrateDocument {
  readonly migrations: readonly {
    readonly path: string;
    readonly status: string;
    readonly reason: { readonly code: string } | null;
  }[];
}

interface PlanDocument {
  readonly stages: readonly { readonly left: readonly { readonly recipe: string; readonly reason: string }[] }[];
}

/** What the command line prints as JSON; a refused file is an answer too. */
async function cli(folder: string, ...args: readonly string[]): Promise<unknown> {
  const command = [path.resolve('dist/cli.js'), ...args, '--workspace', folder, '--json'];
  const environment = { ...process.env, AGENT_MIGRATOR_STATE_DIR: path.join(path.dirname(folder), 'state') };
  const answered = (error: unknown): { stdout: string } => {
    const { code, stdout } = error as { code: number; stdout: string };
    if (code === 3) return { stdout };
    throw error;
  };
  const run = promisify(execFile)(process.execPath, command, { maxBuffer: 2 ** 26, env: environment, cwd: folder });
  const { stdout } = await run.catch(answered);
  return JSON.parse(stdout);
}

async function scripts(): Promise<readonly string[]> {
  const entries = [...(await manifest()), ...(await manifest('startup-typescript.json'))];
  return entries.map((entry) => entry.script).filter((script) => !(script in brokenAgents));
}

/** Paths of the scripts whose bytes are not the example's. */
async function changed(folder: string): Promise<readonly string[]> {
  const all = await Promise.all(
    (await scripts()).map(async (script) => {
      const [before, now] = await Promise.all([fleetFolder, folder].map((one) => readFile(path.join(one, script))));
      return before?.equals(now ?? Buffer.of()) === true ? [] : [script];
    }),
  );
  return all.flat().sort();
}

describe('the example fleet, migrated', function () {
  this.timeout(300_000);

  const ways = [...stages.map((stage) => ['--through', stage]), ['--include-review']];
  for (const options of ways) {
    it(`still answers every request and health check after migrate ${options.join(' ')}`, async () => {
      await withFleetCopy(async (folder) => {
        const { migrations } = (await cli(folder, 'migrate', 'agents', ...options)) as MigrateDocument;
        const touched = migrations.filter(({ status }) => status === 'applied' || status === 'partial');
        assert.ok(touched.length >= 3, `only ${touched.map((one) => one.path).join(', ')} were migrated`);
        assert.deepEqual(await changed(folder), touched.map((one) => one.path).sort());
        const run = await runFleet(folder);
        assert.deepEqual(
          run.agents.filter((agent) => agent.problem !== null),
          [],
        );
      });
    });
  }

  it('knows from the manifest whom a client asks at a written-down address', async () => {
    await withFleetCopy(async (folder) => {
      const plan = (await cli(folder, 'plan', 'agents/translation_agent.py')) as PlanDocument;
      const left = plan.stages.flatMap((stage) => stage.left).filter(({ recipe }) => recipe === 'call-agents');
      assert.equal(left.length, 1);
      assert.match(left[0]?.reason ?? '', /^client asks ModelManagerAgent, .* handles errors of ZeroMQ/);
    });
  });

  it('leaves the broken agents alone and says why', async () => {
    await withFleetCopy(async (folder) => {
      const { migrations } = (await cli(folder, 'migrate', ...Object.keys(brokenAgents))) as MigrateDocument;
      assert.deepEqual(
        migrations.map(({ path: file, status, reason }) => [file, status, reason?.code]),
        Object.keys(brokenAgents).map((file) => [file, 'refused', 'does-not-parse']),
      );
    });
  });

  it('is searched for agents as a whole, and nothing but those is refused', async () => {
    await withFleetCopy(async (folder) => {
      const { migrations } = (await cli(folder, 'migrate', '.', '--dry-run')) as MigrateDocument;
      const refused = migrations.filter(({ status }) => status === 'refused').map((one) => one.path);
      assert.deepEqual(refused.sort(), Object.keys(brokenAgents).sort());
    });
  });

  it('is the same, byte by byte, once everything is rolled back', async () => {
    await withFleetCopy(async (folder) => {
      await cli(folder, 'migrate', 'agents');
      const migrated = await changed(folder);
      assert.ok(migrated.length >= 3);
      await cli(folder, 'rollback', ...migrated);
      assert.deepEqual(await changed(folder), []);
    });
  });
});
