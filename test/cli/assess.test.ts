import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AssessmentReport } from '../../src/core/assess/assessment.js';
import { runBuiltCli, type CliOptions } from '../support/cli.js';

// Every run is a process of its own, which takes its time on a busy machine.
const timeoutMs = 60_000;

describe('agent-migrator assess', function () {
  this.timeout(timeoutMs);

  let workspace: string;
  before(async () => {
    workspace = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-assess-')));
    await cp('test/fixtures/assess-workspace', workspace, { recursive: true });
  });
  after(() => rm(workspace, { recursive: true, force: true }));

  async function assess(args: readonly string[] = [], options: CliOptions = {}): Promise<AssessmentReport> {
    const { code, stdout, stderr } = await runBuiltCli(['assess', '--json', ...args], { cwd: workspace, ...options });
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as AssessmentReport;
  }

  it('prints exactly one JSON document with every agent, component and problem', async () => {
    const report = await assess();
    assert.deepEqual(Object.keys(report), ['schemaVersion', 'summary', 'agents', 'components', 'problems']);
    const { elapsedMs, ...summary } = report.summary;
    assert.ok(elapsedMs >= 0);
    assert.deepEqual(summary, {
      files: 7,
      agents: 5,
      migrated: 1,
      partial: 1,
      ready: 1,
      blocked: 2,
      adoptionPercent: 40,
      totalScore: 11.5,
      levels: { low: 5, medium: 0, high: 0 },
      tracks: { immediate: 4, planned: 1, 'high-risk': 0, legacy: 0 },
    });
    assert.deepEqual(
      report.agents.map((agent) => [
        agent.path,
        agent.class,
        agent.line,
        agent.score,
        agent.readiness,
        agent.reason?.code,
      ]),
      [
        ['agents/speech_agent.py', 'SpeechAgent', 8, 11.5, 'ready', undefined],
        ['agents/broken_agent.py', 'BrokenAgent', 1, 0, 'blocked', 'does-not-parse'],
        ['agents/half_agent.py', 'HalfAgent', 4, 0, 'partial', undefined],
        ['agents/lost_agent.py', 'LostAgent', 4, 0, 'blocked', 'base-unresolved'],
        ['agents/text_agent.py', 'TextAgent', 4, 0, 'migrated', undefined],
      ],
    );
    assert.deepEqual(report.components, [
      { path: 'net/server.py', class: 'ZmqServer', line: 4, why: 'role name, no entry point' },
    ]);
    assert.deepEqual(
      report.problems.map(({ path: file, code, line }) => [file, code, line]),
      [['agents/broken_agent.py', 'does-not-parse', 4]],
    );
  });

  it('gives every factor with its evidence, counted from 1', async () => {
    const [speech] = (await assess()).agents;
    assert.deepEqual(
      speech?.factors.map(({ id, weight, severity, points }) => [id, weight, severity, points]),
      [
        ['fileSize', 0.3, 'none', 0],
        ['gpuOperations', 0.25, 'medium', 5],
        ['threading', 0.2, 'medium', 4],
        ['databaseDependencies', 0.15, 'low', 1.5],
        ['systemCriticality', 0.1, 'low', 1],
      ],
    );
    assert.deepEqual(speech.factors[1]?.evidence, [
      { line: 24, column: 9, endLine: 24, endColumn: 33, message: 'torch.cuda.empty_cache()' },
    ]);
    assert.equal(speech.factors[4]?.evidence[0]?.path, 'agents/text_agent.py');
  });

  it('writes nothing into the workspace', async () => {
    const files = async (): Promise<readonly string[]> => (await readdir(workspace, { recursive: true })).sort();
    const before = await files();
    await assess();
    await assess(['--verify']);
    assert.deepEqual(await files(), before);
  });

  it('says the same with and without its cache', async () => {
    const plain = ({ agents, components, problems }: AssessmentReport): unknown => ({ agents, components, problems });
    const first = plain(await assess(['--no-cache']));
    await assess();
    assert.deepEqual(plain(await assess()), first);
  });

  it('takes paths relative to the current folder and prints them relative to the workspace', async () => {
    const { agents, summary } = await assess(['--workspace', '..', 'text_agent.py'], {
      cwd: path.join(workspace, 'agents'),
    });
    assert.deepEqual(
      agents.map((agent) => agent.path),
      ['agents/text_agent.py'],
    );
    assert.equal(summary.files, 1);
    const whole = await assess(['agents']);
    assert.equal(whole.summary.agents, 5);
  });

  it('reads what is left out when it is named or with --no-ignore', async () => {
    assert.deepEqual(
      (await assess(['backups'])).agents.map((agent) => agent.path),
      ['backups/speech_agent.py'],
    );
    assert.equal((await assess(['--no-ignore'])).summary.agents, 6);
  });

  it('finds with --verify what only the interpreter knows', async () => {
    const file = path.join(workspace, 'agents/late_agent.py');
    await writeFile(file, 'class LateAgent:\n    def run(self):\n        await something\n');
    try {
      const readiness = ({ agents }: AssessmentReport): string | undefined =>
        agents.find((agent) => agent.class === 'LateAgent')?.reason?.code;
      assert.equal(readiness(await assess()), undefined);
      assert.equal(readiness(await assess(['--verify'])), 'does-not-compile');
    } finally {
      await rm(file);
    }
  });

  it('says with --verify that there is no interpreter, and what was tried', async () => {
    const empty = path.join(workspace, 'no-programs');
    const run = (...args: readonly string[]) =>
      runBuiltCli(['assess', ...args], { cwd: workspace, env: { PATH: empty } });
    const { code, stderr } = await run('--verify', '--json');
    assert.equal(code, 0);
    assert.match(stderr, /No Python 3\.8 or newer was found \(python3: there is no such command; python: there is no/u);
    assert.match(stderr, /checked by the parser alone/u);
    assert.equal((await run('--json')).stderr, '');
  });

  it('ends with 1 when --fail-on finds something, and prints the report all the same', async () => {
    const codes = async (...args: readonly string[]): Promise<number | null> => {
      const { code, stdout } = await runBuiltCli(['assess', '--json', ...args], { cwd: workspace });
      assert.equal((JSON.parse(stdout) as AssessmentReport).schemaVersion, 1);
      return code;
    };
    assert.equal(await codes('--fail-on', 'low'), 1);
    assert.equal(await codes('--fail-on', 'medium'), 0);
    assert.equal(await codes('--fail-on=blocked'), 1);
    assert.equal(await codes('--fail-on', 'blocked', 'agents/text_agent.py'), 0);
  });

  it('prints a table without colours where nobody watches', async () => {
    const { code, stdout, stderr } = await runBuiltCli(['assess'], { cwd: workspace });
    assert.equal(code, 0);
    assert.equal(stderr, '');
    const [header, first] = stdout.split('\n');
    assert.match(header ?? '', /^SCORE {2}LEVEL +TRACK +READINESS +AGENT +PLACE$/);
    assert.match(first ?? '', /^ {3}12 {2}low +planned +ready +SpeechAgent +agents\/speech_agent\.py:8$/);
    assert.match(stdout, /agents\/half_agent\.py:8: partial: cleanup\(\) does not call super\(\)\.cleanup\(\)/);
    assert.match(stdout, /5 agents in 7 files: 0 high, 0 medium, 5 low risk/);
    assert.ok(!stdout.includes('\u001B'));
  });

  it('prints SARIF and Markdown', async () => {
    const sarif = await runBuiltCli(['assess', '--sarif'], { cwd: workspace });
    const log = JSON.parse(sarif.stdout) as { version: string; runs: { results: unknown[] }[] };
    assert.equal(log.version, '2.1.0');
    assert.equal(log.runs[0]?.results.length, 5 + 2 + 1 + 1);
    const { stdout } = await runBuiltCli(['assess', '--markdown'], { cwd: workspace });
    assert.match(stdout, /^# Agent risk assessment\n/);
    assert.match(stdout, /\| 12 \| low \| planned \| ready \| `SpeechAgent` \| `agents\/speech_agent\.py:8` \|/);
  });

  it('follows the configuration of the project', async () => {
    const file = path.join(workspace, 'agent-migrator.json');
    await writeFile(
      file,
      JSON.stringify({
        core: ['TextAgent'],
        exclude: ['agents/broken_agent.py'],
        thresholds: { levels: { medium: 10 } },
      }),
    );
    try {
      const { agents, changedSettings, summary, problems } = await assess();
      assert.deepEqual(changedSettings, ['thresholds.levels.medium']);
      assert.deepEqual(summary.levels, { low: 3, medium: 1, high: 0 });
      assert.deepEqual(problems, []);
      assert.equal(agents.find((agent) => agent.class === 'TextAgent')?.score, 2);
      await writeFile(file, '{ "core": "TextAgent" }');
      const { code, stderr } = await runBuiltCli(['assess'], { cwd: workspace });
      assert.equal(code, 2);
      assert.match(stderr, /agent-migrator\.json: core must be a list/);
    } finally {
      await rm(file);
    }
  });
});

describe('the command line', function () {
  this.timeout(timeoutMs);

  async function refused(args: readonly string[], message: RegExp, code = 2): Promise<void> {
    const result = await runBuiltCli(args, { cwd: path.resolve('test/fixtures/assess-workspace') });
    assert.equal(result.code, code);
    assert.match(result.stderr, message);
    if (args.includes('--json')) {
      const document = JSON.parse(result.stdout) as { schemaVersion: number; error: { code: string; message: string } };
      assert.equal(document.error.code, 'usage');
      assert.match(document.error.message, message);
    } else assert.equal(result.stdout, '');
  }

  it('refuses what it does not know and says what was meant', async () => {
    await refused(['asess'], /There is no command "asess"\. Did you mean "assess"\?/);
    await refused(['assess', '--no-ignor'], /Unknown option "--no-ignor" for "assess"\. Did you mean "--no-ignore"\?/);
    await refused(
      ['assess', '--fail-on', 'hig'],
      /"hig" is no value of --fail-on; it takes low, medium, high, blocked\. Did you mean "high"\?/,
    );
    await refused(['assess', '--fail-on'], /--fail-on/);
    await refused(['assess', '--json', '--sarif'], /Choose one of --json and --sarif/);
    await refused([], /No command was given/);
  });

  it('refuses places that are not there or not in the workspace', async () => {
    await refused(['assess', 'gone.py'], /There is no file or folder "gone\.py"/);
    await refused(['assess', '--json', '../..'], /is outside the workspace .* --workspace DIR/);
    await refused(['assess', '--workspace', 'gone'], /The workspace ".*gone" is not a folder/);
    await refused(['assess', '--config', 'gone.json'], /The configuration ".*gone\.json" is not a file/);
  });

  it('explains itself', async () => {
    const { code, stdout } = await runBuiltCli(['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /Usage: agent-migrator COMMAND/);
    assert.match(stdout, /^ {2}assess \[PATH…\]/mu);
    const assess = await runBuiltCli(['assess', '--help']);
    assert.match(assess.stdout, /--fail-on low\|medium\|high\|blocked/);
    assert.match((await runBuiltCli(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('takes options of any command before the command', async () => {
    const cwd = path.resolve('test/fixtures/assess-workspace');
    const { code, stdout } = await runBuiltCli(['--workspace', '.', '--fail-on', 'high', '--json', 'assess', 'net'], {
      cwd,
    });
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as AssessmentReport).components.length, 1);
  });

  it('ends quietly when nobody reads its output', async () => {
    const cwd = path.resolve('test/fixtures/assess-workspace');
    const { code, stderr } = await runBuiltCli(['assess'], { cwd, meanwhile: ({ stdout }) => stdout.destroy() });
    assert.deepEqual([code, stderr], [0, '']);
  });

  it('ends with 130 when it is interrupted', async () => {
    const { code, stderr } = await runBuiltCli(['telemetry', '--interval', '1m'], {
      meanwhile: (child) => child.stdout.once('data', () => child.kill('SIGINT')),
    });
    assert.deepEqual([code, stderr], [130, 'Cancelled.\n']);
  });
});
