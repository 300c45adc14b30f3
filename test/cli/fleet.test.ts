import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FleetEndpoints } from '../../src/core/fleet/endpoints.js';
import type { FleetPlan } from '../../src/core/fleet/fleet-plan.js';
import { runBuiltCli, type CliResult } from '../support/cli.js';

const fleet = (...args: readonly string[]): Promise<CliResult> =>
  runBuiltCli(['fleet', ...args, '--workspace', 'media/example-fleet']);

async function planned(...args: readonly string[]): Promise<FleetPlan> {
  const { stdout } = await fleet('--json', ...args);
  // The command prints this document, as the other expectations here hold it to.
  return JSON.parse(stdout) as FleetPlan;
}

describe('the fleet on the command line', function () {
  this.timeout(60_000);

  it('is put in waves: every agent once, after the agents that it needs', async () => {
    const { summary, waves, left } = await planned();
    const moved = waves.flatMap((wave) => wave.agents.map((agent) => ({ ...agent, wave: wave.number })));
    assert.equal(moved.length + left.length, summary.agents);
    assert.equal(summary.waves, waves.length);
    const waveOf = new Map(moved.map((agent) => [`${agent.path}#${agent.class ?? ''}`, agent.wave]));
    assert.ok(moved.some(({ dependsOn }) => dependsOn.length > 0));
    for (const agent of moved) {
      for (const needed of agent.dependsOn) {
        const wave = waveOf.get(`${needed.path}#${needed.class ?? ''}`);
        assert.ok(wave === undefined || wave < agent.wave, `${agent.path} needs ${needed.path}`);
      }
    }
    assert.deepEqual([waves[0]?.isCanary, waves[0]?.agents.length], [true, 1]);
  });

  it('shows one wave, and the files of it for other commands', async () => {
    const [wave, ...others] = (await planned('--wave', '3')).waves;
    assert.deepEqual([wave?.number, others], [3, []]);
    const { stdout } = await fleet('--wave', '3', '--paths');
    assert.deepEqual(
      stdout.trimEnd().split('\n'),
      wave?.agents.map(({ path }) => path),
    );
  });

  it('keeps to the size of wave that is asked for', async () => {
    const sizes = (await planned('--wave-size', '1')).waves.map(({ agents }) => agents.length);
    assert.ok(sizes.length > 0 && sizes.every((size) => size === 1));
  });

  it('refuses a wave that is not there, and what is no number', async () => {
    const absent = await fleet('--wave', '99');
    assert.equal(absent.code, 2);
    assert.match(absent.stderr, /There is no wave 99\. There are waves 1 to \d+\./);
    const word = await fleet('--wave', 'next');
    assert.deepEqual([word.code, word.stdout], [2, '']);
    assert.match(word.stderr, /--wave takes a number from 1, not "next"/);
  });
});

describe('addresses that the fleet has written down, on the command line', function () {
  this.timeout(300_000);
  const file = 'agents/route-agent.ts';
  let home: string;
  let folder: string;
  const cli = (...args: readonly string[]): Promise<CliResult> =>
    runBuiltCli([...args, '--workspace', folder], { env: { AGENT_MIGRATOR_STATE_DIR: path.join(home, 'state') } });
  const listed = async (): Promise<FleetEndpoints> =>
    // The command prints this document, as the expectations here hold it to.
    JSON.parse((await cli('fleet', '--endpoints', '--json')).stdout) as FleetEndpoints;
  const textOf = async (): Promise<string> => await readFile(path.join(folder, file), 'utf8');

  before(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-endpoints-'));
    folder = path.join(home, 'fleet');
    await cp('media/example-fleet', folder, { recursive: true });
    await promisify(execFile)('git', ['init', '-q'], { cwd: folder });
  });

  after(async () => {
    await rm(home, { recursive: true, force: true });
  });

  it('are listed with whom they mean, and stay while their agent is not migrated', async () => {
    const { endpoints, summary } = await listed();
    const route = endpoints.filter(({ path: own }) => own === file);
    assert.deepEqual(
      route.map(({ class: name, address, port, pointsTo, status }) => [name, address, port, pointsTo, status]),
      [['RouteAgent', 'http://127.0.0.1:7310', 7310, 'WeatherAgent', 'stays']],
    );
    assert.match(route[0]?.reason ?? '', /not migrated yet/);
    assert.equal(summary.endpoints, endpoints.length);
    assert.equal(summary.rewritable, 0);
  });

  it('give way to a look-up as a run of their own, which touches nothing else and is taken back as a whole', async () => {
    assert.match((await cli('migrate', path.join(folder, file))).stdout, /migrated/);
    const before = await textOf();
    assert.equal((await listed()).summary.rewritable, 1);
    const dry = await cli('migrate', '--endpoints', '--dry-run', '--json');
    assert.equal(dry.code, 0, dry.stderr);
    assert.equal(await textOf(), before);
    const { stdout } = await cli('migrate', '--endpoints', '--allow-dirty', '--json');
    const { run } = JSON.parse(stdout) as { readonly run: { readonly id: string; readonly total: number } };
    assert.equal(run.total, 1);
    const change = [`'http://127.0.0.1:7310/weather'`, "`${this.getAgentEndpoint('WeatherAgent')}/weather`"] as const;
    assert.equal(await textOf(), before.replace(...change));
    const left = (await listed()).endpoints;
    assert.ok(left.every(({ path: own, status }) => own !== file && status === 'stays'));
    assert.equal((await cli('rollback', '--run', run.id)).code, 0);
    assert.equal(await textOf(), before);
  });

  it('are listed in a registry, the same each time', async () => {
    const [once, again] = [await cli('fleet', '--registry'), await cli('fleet', '--registry')];
    assert.equal(once.stdout, again.stdout);
    const { services } = JSON.parse(once.stdout) as { readonly services: Readonly<Record<string, unknown>> };
    assert.deepEqual(services['WeatherAgent'], {
      host: 'localhost',
      port: 7310,
      manifest: 'config/startup-typescript.json',
    });
    assert.equal((await cli('fleet', '--registry', '--wave', '1')).code, 2);
  });
});
