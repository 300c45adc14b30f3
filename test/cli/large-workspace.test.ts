import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AssessmentReport } from '../../src/core/assess/assessment.js';
import { runBuiltCli, type CliResult } from '../support/cli.js';

const FILES = 700;

/** Interrupts the process when so many files have been closed by its main thread. */
const interrupting = `const fs = require('node:fs');
const { isMainThread } = require('node:worker_threads');
const { closeSync } = fs;
let closed = 0;
fs.closeSync = (file) => {
  closeSync(file);
  if (isMainThread && ++closed === ${FILES / 2}) process.kill(process.pid, 'SIGINT');
};
`;

describe('agent-migrator assess, where there is so much to read that workers begin before all is found', function () {
  this.timeout(60_000);
  let parent: string;
  let folder: string;

  before(async () => {
    parent = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-large-')));
    folder = path.join(parent, 'workspace');
    await mkdir(folder);
    const agent = (index: number): string =>
      `import zmq\n\nclass Worker${index}Agent:\n    def run(self):\n        while True:\n            self.socket.recv()\n`;
    for (let index = 0; index < FILES; index++) await writeFile(path.join(folder, `agent_${index}.py`), agent(index));
    await mkdir(path.join(folder, 'no_file.py'));
    await writeFile(path.join(folder, 'start.yaml'), 'agents:\n  - name: Worker1Agent\n    script: agent_1.py\n');
  });
  after(() => rm(parent, { recursive: true, force: true }));

  const assess = async (args: readonly string[], env = {}): Promise<CliResult> =>
    await runBuiltCli(['assess', ...args], { cwd: folder, env });
  const plain = ({ stdout }: CliResult): string => stdout.replace(/"elapsedMs":\d+/u, '');

  it('says the same whether or not something is remembered, and however it is asked', async () => {
    const first = await assess(['--json']);
    const { agents, summary } = JSON.parse(first.stdout) as AssessmentReport;
    assert.deepEqual([agents.length, summary.files, first.stderr, first.code], [FILES, FILES, '', 0]);
    for (const args of [['--json'], ['--json', '--no-cache'], ['--json', '.'], ['--json', '--fail-on', 'blocked']])
      assert.equal(plain(await assess(args)), plain(first), args.join(' '));
  });

  it('ends with 130 when it is interrupted while it reads', async () => {
    const hook = path.join(parent, 'interrupting.cjs');
    await writeFile(hook, interrupting);
    const { code, stdout, stderr } = await assess(['--json', '--no-cache'], { NODE_OPTIONS: `--require "${hook}"` });
    const error = { code: 'cancelled', message: 'Cancelled.' };
    assert.deepEqual([code, JSON.parse(stdout), stderr], [130, { schemaVersion: 1, error }, 'Cancelled.\n']);
  });
});
