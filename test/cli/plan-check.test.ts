import assert from 'node:assert/strict';
import { runBuiltCli, type CliResult } from '../support/cli.js';

const plan = (...args: readonly string[]): Promise<CliResult> =>
  runBuiltCli(['plan', 'agents/intent_agent.py', ...args], { cwd: 'media/example-fleet' });

describe('checking a plan on the command line', function () {
  this.timeout(60_000);

  it('ends with 0 for the plan that was looked at, and with 1 for another', async () => {
    const { id } = JSON.parse((await plan('--json')).stdout) as { readonly id: string };
    assert.equal((await plan('--check', id)).code, 0);
    const other = await plan('--check', id, '--include-review');
    assert.equal(other.code, 1);
    assert.match(
      other.stderr,
      new RegExp(`The plan is [0-9a-f]+, not ${id}: the file, its contract or the rules`, 'u'),
    );
  });
});
