import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { migrate } from '../../src/app/migrate/migrate.js';
import type { ObservationReport } from '../../src/app/observation/observe-migration.js';
import { runBuiltCli, type CliResult } from '../support/cli.js';
import { installFakeSmi } from '../support/fake-nvidia-smi.js';
import { operation, realWorkspace, wholeMigration, type NewWorkspace } from '../support/store/real-workspace.js';

const agent = 'class Agent:\n    port = 1\n';

describe('agent-migrator observe', function () {
  this.timeout(60_000);
  let workspace: NewWorkspace;
  let running: ChildProcess | undefined;

  beforeEach(async () => {
    workspace = await realWorkspace();
    await workspace.write('agent.py', agent);
    await mkdir(workspace.state, { recursive: true });
    await installFakeSmi(workspace.state, { gpus: [], apps: [] });
  });

  afterEach(async () => {
    running?.kill('SIGKILL');
    running = undefined;
    await workspace.dispose();
  });

  const cli = (...args: readonly string[]): Promise<CliResult> => {
    const search = [workspace.state, process.env['PATH'] ?? ''].join(path.delimiter);
    return runBuiltCli(args, { cwd: workspace.root, env: { AGENT_MIGRATOR_STATE_DIR: workspace.state, PATH: search } });
  };

  it('refuses an id that is none, with 3', async () => {
    const { code, stderr } = await cli('observe', 'm-none');
    assert.equal(code, 3);
    assert.match(stderr, /There is no migration "m-none"\. "history" lists them\./);
  });

  it('refuses times and probes that are none, with 2', async () => {
    assert.equal((await cli('observe', 'm-none', '--for', 'soon')).code, 2);
    assert.equal((await cli('observe', 'm-none', '--command', 'true')).code, 2);
    assert.equal((await cli('observe', 'm-none', '--port', '1', '--health', 'http://127.0.0.1')).code, 2);
  });

  it('says that there is no baseline and what to do, and is inconclusive with 1, never a pass', async function () {
    if (process.platform !== 'linux') this.skip();
    const { migrations } = await migrate(workspace.ports, { ...wholeMigration, paths: ['agent.py'] }, operation);
    const id = migrations[0]?.id ?? '';
    // A process whose script is the agent's file, as the system lists it; what it does is of no account here.
    const idle = 'setInterval(() => undefined, 1000)';
    running = spawn(process.execPath, ['-e', idle, path.join(workspace.root, 'agent.py')], { stdio: 'ignore' });
    const before = await workspace.read('agent.py');
    const times = ['--for', '3s', '--warm-up', '1s', '--interval', '1s'];
    const { code, stdout, stderr } = await cli('observe', id, ...times, '--command', 'true', '--allow-exec', '--json');
    assert.equal(code, 1, stderr);
    assert.match(stderr, /There is no baseline: .* was never measured in the day before its migration\./);
    assert.match(stderr, /run "telemetry --agent agent\.py:Agent" with a probe/);
    const report = JSON.parse(stdout) as ObservationReport;
    assert.equal(report.schemaVersion, 1);
    assert.deepEqual([report.id, report.agent], [id, 'agent.py:Agent']);
    assert.deepEqual([report.phase, report.verdict?.outcome, report.rollback], ['inconclusive', 'inconclusive', null]);
    assert.match(JSON.stringify(report.verdict?.because), /Nothing could be compared/);
    assert.ok(report.observedMs >= 1000 && report.observedMs <= 3000);
    assert.equal(await workspace.read('agent.py'), before, 'nothing was rolled back');
  });

  it('asks the agent where its contract and the start-up manifests say that it answers, and says so', async function () {
    if (process.platform !== 'linux') this.skip();
    await cp('media/example-fleet', workspace.root, { recursive: true });
    const migrated = await cli('migrate', 'agents/intent_agent.py', '--json');
    const { migrations } = JSON.parse(migrated.stdout) as { migrations: readonly { id: string }[] };
    const script = path.join(workspace.root, 'agents/intent_agent.py');
    running = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', script], { stdio: 'ignore' });
    const times = ['--for', '2s', '--warm-up', '1s', '--interval', '1s'];
    const { stderr } = await cli('observe', migrations[0]?.id ?? '', ...times);
    assert.match(stderr, /agents\/intent_agent\.py is asked at http:\/\/127\.0\.0\.1:\d+\/health, as its contract/);
    const other = await cli('observe', migrations[0]?.id ?? '', ...times, '--command', 'true', '--allow-exec');
    assert.doesNotMatch(other.stderr, /is asked/);
  });

  it('has a baseline to say something of once telemetry measured the agent', async () => {
    const probe = ['--command', 'true', '--allow-exec'];
    const measured = await cli('telemetry', '--agent', 'agent.py:Agent', ...probe, '--json');
    assert.equal(measured.code, 0, measured.stderr);
    const { agents } = JSON.parse(measured.stdout) as { agents: readonly { agent: string; values: object }[] };
    assert.equal(agents[0]?.agent, 'agent.py:Agent');
    const { stdout } = await cli('telemetry', '--history', '1m', '--json');
    assert.match(stdout, /"agent:agent\.py:Agent:answered":1/);
    assert.match(stdout, /"agent:agent\.py:Agent:responseMs":\d/);
    assert.equal((await cli('telemetry', '--agent', 'agent.py', ...probe)).code, 2);
    assert.equal((await cli('telemetry', ...probe)).code, 2);
  });
});
