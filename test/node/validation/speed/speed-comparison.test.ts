import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { SpeedOutcome } from '../../../../src/core/validation/performance-check.js';
import { createSpeedComparison } from '../../../../src/node/validation/speed/speed-comparison.js';

describe('the comparison of speed', function () {
  this.timeout(120_000);
  let workspace = '';
  beforeEach(async () => (workspace = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-test-'))));
  afterEach(() => rm(workspace, { recursive: true, force: true }));

  /** What a command that is a program of Node's makes of the two versions. */
  async function compared(program: string, legacy: string, migrated: string): Promise<SpeedOutcome> {
    await writeFile(path.join(workspace, 'probe.cjs'), program);
    const speed = createSpeedComparison({ workspaceRoot: workspace, environment: process.env });
    return await speed.compare(
      {
        path: 'agents/a.py',
        legacy: Buffer.from(legacy),
        migrated: Buffer.from(migrated),
        command: [process.execPath, 'probe.cjs', '{path}'],
      },
      { signal: new AbortController().signal },
    );
  }

  it('takes the number that the last line is, of each version by itself', async () => {
    const printing = `console.log('warm'); console.log(require('node:fs').readFileSync(process.argv[2], 'utf8'));`;
    const outcome = await compared(printing, '2', '3.5');
    const [two, more] = [Array.from({ length: 12 }, () => 2), Array.from({ length: 12 }, () => 3.5)];
    assert.deepEqual(outcome, { kind: 'measured', legacy: two, migrated: more, isTime: false });
    assert.deepEqual(await readdir(workspace), ['probe.cjs']);
  });

  it('runs both alike often, in turn, each under the name of the file', async () => {
    const log = path.join(workspace, 'log');
    const noting = `const { appendFileSync, readFileSync } = require('node:fs');
      if (!process.argv[2].endsWith('a.py')) process.exit(1);
      appendFileSync(${JSON.stringify(log)}, readFileSync(process.argv[2]));`;
    const outcome = await compared(noting, 'a', 'b');
    assert(outcome.kind === 'measured' && outcome.isTime);
    assert.equal(await readFile(log, 'utf8'), `ab${'baab'.repeat(6)}`);
  });

  it('tells a command that cannot be used from a migrated version that breaks it', async () => {
    const failing = `process.exit(require('node:fs').readFileSync(process.argv[2], 'utf8') === 'bad' ? 3 : 0);`;
    const unusable = await compared(failing, 'bad', 'good');
    assert.equal(unusable.kind, 'unknown');
    const broken = await compared(failing, 'good', 'bad');
    assert(broken.kind === 'fails-now');
    assert.match(broken.message, /exit code 3/u);
  });
});
