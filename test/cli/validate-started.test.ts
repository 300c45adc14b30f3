import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runBuiltCli, type CliResult } from '../support/cli.js';
import { freePortsInARow, listen } from '../support/free-ports.js';

interface Check {
  readonly id: string;
  readonly status: string;
  readonly detail: string;
}

describe('the integration check with an agent that is started', function () {
  this.timeout(240_000);
  let workspace: string;
  let port: number;
  const agent = (): string => path.join(workspace, 'agents', 'intent_agent.py');
  const cli = (...words: readonly string[]): Promise<CliResult> => {
    const env = { AGENT_MIGRATOR_STATE_DIR: `${workspace}-state` };
    return runBuiltCli([...words, '--workspace', workspace], { env });
  };
  const integration = async (...words: readonly string[]): Promise<Check> => {
    const { stdout } = await cli('validate', agent(), '--json', ...words);
    const { checks } = JSON.parse(stdout) as { readonly checks: readonly Check[] };
    const check = checks.find(({ id }) => id === 'integration');
    assert(check);
    return check;
  };
  const rewrite = async (file: string, change: (text: string) => string): Promise<void> => {
    const text = await readFile(file, 'utf8');
    const changed = change(text);
    assert.notEqual(changed, text, `nothing to change in ${file}`);
    await writeFile(file, changed);
  };
  /** A method at the end of the class. */
  const withMethod = (text: string, method: string): string =>
    text.replace('    def cleanup(self):', `${method.replace(/^/gmu, '    ')}\n\n    def cleanup(self):`);

  beforeEach(async () => {
    workspace = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-test-'));
    await cp('media/example-fleet', workspace, { recursive: true });
    port = await freePortsInARow(3);
    for (const file of [agent(), path.join(workspace, 'config', 'startup.json')])
      await rewrite(file, (text) => text.replaceAll('7110', String(port)));
    const contract = { extends: 'common/core/base_agent.py:BaseAgent', start: ['python3', '{path}'] };
    await writeFile(path.join(workspace, 'agent-migrator.json'), JSON.stringify({ contract }));
    assert.equal((await cli('migrate', agent())).code, 0);
  });
  afterEach(async () => {
    const server = await listen(port);
    await new Promise((resolve) => server.close(resolve));
    await rm(workspace, { recursive: true, force: true });
    await rm(`${workspace}-state`, { recursive: true, force: true });
  });

  it('passes one that answers, says of its health what the base does, and is reached by those who call it', async () => {
    const { status, detail } = await integration('--allow-exec');
    assert.equal(status, 'pass', detail);
    assert.match(detail, new RegExp(`Started, it answers on port ${port}, ${port + 1}, its health has the keys`, 'u'));
    assert.match(detail, /RequestCoordinator.* it\.$/u);
  });

  it('skips it without consent', async () => {
    const { status, detail } = await integration();
    assert.equal(status, 'skipped');
    assert.match(detail, /not started: .*--allow-exec/u);
  });

  it('skips it where something else listens on its port', async () => {
    const server = await listen(port + 1);
    try {
      const { status, detail } = await integration('--allow-exec');
      assert.equal(status, 'skipped', detail);
      assert.match(detail, new RegExp(`something else listens on port ${port + 1}`, 'u'));
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('fails a key of the health that is gone', async () => {
    const method =
      'def _get_health_status(self):\n    status = super()._get_health_status()\n    del status["uptime"]\n    return status';
    await rewrite(agent(), (text) => withMethod(text, method));
    const { status, detail } = await integration('--allow-exec');
    assert.equal(status, 'fail', detail);
    assert.match(detail, new RegExp(`on port ${port + 1} lacks uptime`, 'u'));
  });

  it('fails one that listens and does not answer, with whoever calls it', async () => {
    await rewrite(agent(), (text) => text.replace('if self.socket.poll(200):', 'if time.sleep(0.2):'));
    const { stdout } = await cli('validate', agent(), '--allow-exec');
    assert.match(stdout, new RegExp(`IntentAgent does not answer on port ${port} within 5,000 ms`, 'u'));
    assert.match(stdout, /RequestCoordinator does not reach IntentAgent any more/u);
  });

  it('fails one that ends before it listens', async () => {
    await rewrite(agent(), (text) => text.replace('self.counts = {}', 'raise RuntimeError("no counts")'));
    const { status, detail } = await integration('--allow-exec');
    assert.equal(status, 'fail', detail);
    assert.match(detail, /IntentAgent does not start: it ends with exit code 1: RuntimeError: no counts/u);
  });
});
