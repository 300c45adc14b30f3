import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AssessmentReport } from '../../src/core/assess/assessment.js';
import type { FleetReport } from '../../src/core/report/fleet-report.js';
import { runBuiltCli, type CliResult } from '../support/cli.js';

describe('the report on the command line', function () {
  this.timeout(60_000);
  let workspace: string;

  beforeEach(async () => {
    workspace = path.join(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-report-')), 'fleet');
    await cp('media/example-fleet', workspace, { recursive: true });
  });

  afterEach(() => rm(path.dirname(workspace), { recursive: true, force: true }));

  const cli = (...args: readonly string[]): Promise<CliResult> => runBuiltCli(args, { cwd: workspace });

  it('tells of risk, waves and migrations in Markdown', async () => {
    await cli('migrate', 'agents/intent_agent.py');
    const { code, stdout } = await cli('report');
    assert.equal(code, 0);
    assert.match(stdout, /^# Agent risk assessment\n/);
    assert.match(stdout, /\| 35 \| high \| high-risk \| ready \| `ModelManagerAgent` \|/);
    assert.match(stdout, /## Waves\n\n\| Wave \| Agents \| Workflow \|/);
    assert.match(stdout, /\| `agents\/intent_agent\.py` \| `IntentAgent` \| \w+ \|/);
  });

  it('tells of each migration what was checked, what was skipped and why, and what was taken back', async () => {
    await cli('migrate', 'agents/intent_agent.py');
    await cli('rollback', 'agents/intent_agent.py');
    const { stdout } = await cli('report', '--json');
    const [migration] = (JSON.parse(stdout) as { migrations: readonly Record<string, unknown>[] }).migrations;
    const checks = migration?.['checks'] as readonly { id: string; status: string; detail: string }[];
    assert.deepEqual(
      checks.map(({ id, status }) => `${id} ${status}`),
      ['structure pass', 'compile pass', 'functionality skipped', 'performance skipped', 'integration pass'],
    );
    for (const { detail } of checks) assert.match(detail, /^\S.*\S$/);
    const [rollback] = migration?.['rollbacks'] as readonly Record<string, unknown>[];
    assert.deepEqual(
      [rollback?.['to'], rollback?.['state'], rollback?.['automatic'], rollback?.['merged']],
      ['original', 'applied', false, false],
    );
    assert.equal(migration?.['observation'], null);
    const markdown = (await cli('report')).stdout;
    assert.match(markdown, /^- Check functionality: skipped\. \S/m);
    assert.match(markdown, /^- Rollback to original at \S+Z, by a person: applied$/m);
    assert.match(markdown, /^- Renamed: IntentAgent\.context → \S/m);
  });

  it('has the scores before and after from the checkpoints, and predicts nothing from one outcome', async () => {
    const agent = 'agents/translation_agent.py';
    const scores = async (): Promise<readonly number[]> => {
      const { stdout } = await cli('assess', agent, '--json');
      return (JSON.parse(stdout) as AssessmentReport).agents.map(({ score }) => score);
    };
    const before = await scores();
    await cli('migrate', agent);
    const after = await scores();
    const { migrations, prediction } = JSON.parse((await cli('report', '--json')).stdout) as FleetReport;
    const [migration] = migrations;
    assert.deepEqual(
      migration?.scores.map((one) => [one.before?.score, one.after?.score]),
      before.map((score, index) => [score, after[index]]),
    );
    assert.ok(Number(migration.tookMs) > 0);
    assert.deepEqual([prediction.outcomes.all, prediction.outcomes.stood, prediction.learned], [1, 1, null]);
  });

  it('is one HTML page, written where it is asked for', async () => {
    const { code, stdout } = await cli('report', '--html', '--out', 'report.html');
    assert.deepEqual([code, stdout], [0, `${path.join(workspace, 'report.html')}\n`]);
    const page = await readFile(path.join(workspace, 'report.html'), 'utf8');
    assert.match(page, /^<!doctype html>\s*<html lang="en">/);
    assert.match(page, /<th scope="row">ModelManagerAgent<br \/>/);
    assert.doesNotMatch(page, /<script|https?:\/\//);
  });

  it('is verified against itself and the files of today', async () => {
    await cli('report', '--json', '--out', 'report.json');
    const written = path.join(workspace, 'report.json');
    assert.equal((await cli('report', '--verify', 'report.json')).code, 0);
    await rm(path.join(workspace, 'agents/tutor_agent.py'));
    await writeFile(path.join(workspace, 'agents/session_agent.py'), 'class SessionAgent: ...\n');
    const changed = await cli('report', '--verify', 'report.json', '--json');
    assert.equal(changed.code, 1);
    const { unchanged, ...rest } = JSON.parse(changed.stdout) as Record<string, unknown>;
    assert.ok(Number(unchanged) > 5);
    assert.deepEqual(rest, {
      schemaVersion: 1,
      genuine: true,
      changed: ['agents/session_agent.py'],
      missing: ['agents/tutor_agent.py'],
    });
    await writeFile(written, (await readFile(written, 'utf8')).replace('"score": 35', '"score": 3'));
    assert.match((await cli('report', '--verify', 'report.json')).stdout, /something in it was changed/);
  });

  it('refuses two forms at once, and what is no report', async () => {
    const both = await cli('report', '--html', '--sarif');
    assert.equal(both.code, 2);
    assert.match(both.stderr, /Choose one of --html and --sarif\./);
    const none = await cli('report', '--verify', 'agent-migrator.json');
    assert.equal(none.code, 2);
    assert.match(none.stderr, /is no report of this program/);
  });
});
