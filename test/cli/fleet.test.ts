import assert from 'node:assert/strict';
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
