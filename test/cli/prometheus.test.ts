import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const cli = path.resolve('dist/cli.js');
const run = promisify(execFile);

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Alert of full VRAM, and of a machine that falls silent; quiet where all is well. */
const ruleTest = `rule_files: [agent-migrator.rules.yml]
evaluation_interval: 5s
tests:
  - interval: 5s
    input_series:
      - series: 'agent_migrator_gpu_memory_used_bytes{machine="a",uuid="u"}'
        values: '96+0x60'
      - series: 'agent_migrator_gpu_memory_free_bytes{machine="a",uuid="u"}'
        values: '4+0x60'
      - series: 'agent_migrator_gpu_memory_used_bytes{machine="b",uuid="v"}'
        values: '50+0x60'
      - series: 'agent_migrator_gpu_memory_free_bytes{machine="b",uuid="v"}'
        values: '50+0x60'
    alert_rule_test:
      - eval_time: 20s
        alertname: AgentGpuVramCritical
      - eval_time: 2m
        alertname: AgentGpuVramCritical
        exp_alerts:
          - exp_labels: { severity: critical, machine: a, uuid: u }
            exp_annotations: { summary: 'VRAM of u on a is 96% full.' }
`;

describe('what is generated for Prometheus, with the Prometheus of Debian', function () {
  this.timeout(120_000);
  let folder: string;
  const children: ChildProcess[] = [];
  before(async function () {
    const found = await run('promtool', ['--version']).then(
      () => true,
      () => false,
    );
    if (!found) {
      console.log('      skipped: promtool is not installed (apt-get install prometheus)');
      this.skip();
    }
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-prometheus-'));
    await run(process.execPath, [cli, 'dashboards', '--out', folder]);
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('the rules are valid and fire when they should', async () => {
    const rules = path.join(folder, 'prometheus');
    await run('promtool', ['check', 'rules', path.join(rules, 'agent-migrator.rules.yml')]);
    await writeFile(path.join(rules, 'rules.test.yml'), ruleTest);
    await run('promtool', ['test', 'rules', path.join(rules, 'rules.test.yml')]);
  });

  it('the metrics are spelt as Prometheus asks', async () => {
    const file = path.join(folder, 'agents.prom');
    await run(process.execPath, [cli, 'metrics', '--once', '--textfile', file], { cwd: folder });
    const check = execFile('promtool', ['check', 'metrics']);
    check.stdin?.end(await readFile(file));
    assert.equal(await new Promise((resolve) => check.once('exit', resolve)), 0);
  });

  it('the endpoint is scraped, and the health of the machine is read back', async () => {
    const [metricsPort, port] = [await freePort(), await freePort()];
    children.push(
      spawn(process.execPath, [cli, 'metrics', '--port', String(metricsPort)], { cwd: folder, stdio: 'ignore' }),
    );
    const configuration = path.join(folder, 'prometheus.yml');
    const targets = `[{ targets: ['127.0.0.1:${metricsPort}'] }, { targets: ['127.0.0.2:1'] }]`;
    await writeFile(
      configuration,
      `scrape_configs: [{ job_name: agent-migrator, scrape_interval: 1s, static_configs: ${targets} }]\n`,
    );
    const options = [
      '--config.file',
      configuration,
      '--storage.tsdb.path',
      path.join(folder, 'data'),
      '--web.listen-address',
    ];
    children.push(spawn('prometheus', [...options, `127.0.0.1:${port}`], { cwd: folder, stdio: 'ignore' }));
    let machines: readonly { readonly machine: string; readonly isUp?: boolean }[] = [];
    // Prometheus spreads the first scrapes of its targets over the interval: both have to have been tried.
    const isWhole = (): boolean => machines.length === 2 && machines.some(({ isUp }) => isUp === true);
    for (let turn = 0; turn < 60 && !isWhole(); turn++) {
      await delay(500);
      const url = `http://127.0.0.1:${port}`;
      const answer = await run(process.execPath, [cli, 'telemetry', '--json', '--prometheus', url]).catch(
        () => undefined,
      );
      machines = answer === undefined ? [] : (JSON.parse(answer.stdout) as { machines: typeof machines }).machines;
    }
    assert.deepEqual(
      machines.map(({ machine, isUp }) => [machine, isUp]),
      [
        ['127.0.0.1', true],
        ['127.0.0.2', false],
      ],
    );
  });
});
