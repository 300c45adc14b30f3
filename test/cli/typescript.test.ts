import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AssessmentReport } from '../../src/core/assess/assessment.js';
import type { Contract } from '../../src/core/contract/contract.js';
import type { Plan } from '../../src/core/rewrite/plan.js';
import { runBuiltCli } from '../support/cli.js';

const agent = `import { Worker } from 'node:worker_threads';
import { createClient } from 'redis';

export class FeedAgent {
  private readonly store = createClient();
  private running = true;
  private port = 80;

  async start(): Promise<void> {
    new Worker('./feed.js');
    while (this.running) await this.store.get('feed');
  }
}
`;
const base = 'export class BaseAgent { readonly port = 1; constructor(options: { name: string }) {} cleanup() {} }\n';
const done = "import { BaseAgent } from '@core/base-agent';\nexport default class extends BaseAgent { start() {} }\n";

describe('the command line on TypeScript agents', function () {
  this.timeout(60_000);

  let workspace: string;
  before(async () => {
    workspace = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-typescript-')));
    const files = {
      'agents/feed-agent.ts': agent,
      'agents/feed-agent.js': '"use strict";\n',
      'agents/done-agent.mts': done,
      'agents/feed-agent.test.ts': 'new FeedAgent();\n',
      'common/core/base-agent.ts': base,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@core/*": ["./common/core/*"] } } }',
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
      await writeFile(path.join(workspace, name), text);
    }
  });
  after(() => rm(workspace, { recursive: true, force: true }));

  it('scores them with evidence, and passes over what a compiler wrote and what tests', async () => {
    const { code, stdout, stderr } = await runBuiltCli(['assess', '--json'], { cwd: workspace });
    assert.equal(code, 0, stderr);
    const report = JSON.parse(stdout) as AssessmentReport;
    assert.equal(report.summary.files, 3);
    assert.deepEqual(
      report.agents.map(({ path: file, language, class: name, readiness }) => [file, language, name, readiness]),
      [
        ['agents/feed-agent.ts', 'typescript', 'FeedAgent', 'ready'],
        ['agents/done-agent.mts', 'typescript', 'done-agent', 'migrated'],
      ],
    );
    const messages = report.agents[0]?.factors.flatMap(({ evidence }) => evidence.map(({ message }) => message));
    assert.deepEqual(messages, ["new Worker('./feed.js')", 'createClient()']);
  });

  it('plans one onto the base that it finds, with every proof', async () => {
    const args = ['plan', 'agents/feed-agent.ts', '--json'];
    const { code, stdout, stderr } = await runBuiltCli(args, { cwd: workspace });
    assert.equal(code, 0, stderr);
    const { stages, refused } = JSON.parse(stdout) as Plan;
    assert.equal(refused, null);
    const edits = stages[0]?.edits.map(({ newText }) => newText) ?? [];
    assert.deepEqual(edits.slice(0, 1), ["import { BaseAgent } from '../common/core/base-agent';\n"]);
    assert.ok(edits.includes(' extends BaseAgent'));
    assert.ok(edits.includes('ownPort'), 'what may not collide goes by another name');
    assert.deepEqual(
      stages.flatMap(({ checks }) => checks.filter(({ status }) => status === 'fail')),
      [],
    );
  });

  it('migrates one and brings back every byte', async () => {
    const file = path.join(workspace, 'agents/feed-agent.ts');
    const all = ['--json'];
    const migrated = await runBuiltCli(['migrate', 'agents/feed-agent.ts', ...all], { cwd: workspace });
    assert.equal(migrated.code, 0, migrated.stderr);
    assert.match(await readFile(file, 'utf8'), /export class FeedAgent extends BaseAgent \{/);
    const back = await runBuiltCli(['rollback', 'agents/feed-agent.ts', '--json'], { cwd: workspace });
    assert.equal(back.code, 0, back.stderr);
    assert.equal(await readFile(file, 'utf8'), agent);
  });

  it('prints the contract in force for one, and reads that of a class', async () => {
    const inForce = await runBuiltCli(['contract', 'agents/feed-agent.ts', '--json'], { cwd: workspace });
    assert.equal(inForce.code, 0, inForce.stderr);
    const { contract } = JSON.parse(inForce.stdout) as { contract: { language: string } };
    assert.equal(contract.language, 'typescript');
    const named = await runBuiltCli(['contract', 'common/core/base-agent.ts:BaseAgent', '--json'], { cwd: workspace });
    assert.equal(named.code, 0, named.stderr);
    const inferred = (JSON.parse(named.stdout) as { contract: Contract }).contract;
    assert.deepEqual(inferred.keywords, [
      { name: 'name', role: 'name', synonyms: ['agentName', 'serviceName'], type: 'string' },
    ]);
    assert.deepEqual(
      [inferred.module, inferred.cleanup?.mustCallSuper, inferred.isEmitter],
      ['common/core/base-agent', true, false],
    );
  });
});
