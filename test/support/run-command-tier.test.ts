import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommandTier } from './run-command-tier.js';
import { resultsVariable, type TestResult } from './test-results.js';

const passed: TestResult = { title: 'works', outcome: 'passed', elapsedMs: 1 };

describe('a tier in a process of its own', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'agent-migrator-tier-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a tier whose process writes these lines as its results and ends with this code. */
  async function outcome(lines: readonly object[], exitCode: number, grep?: string): Promise<readonly string[]> {
    const script = path.join(folder, 'tier.mjs');
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(
      script,
      `import { writeFileSync } from 'node:fs';
      writeFileSync(process.env.${resultsVariable}, ${JSON.stringify(text)});
      process.exit(${exitCode});`,
    );
    const results = await runCommandTier('example', [script], { grep, output: 'live' });
    return results.map((result) => `${result.outcome}: ${result.title}`);
  }

  it('passes when its tests pass', async () => {
    assert.deepEqual(await outcome([passed, { end: true }], 0), ['passed: works']);
  });

  it('fails when it ran no test, for then nothing was checked', async () => {
    assert.deepEqual(await outcome([{ end: true }], 0), ['failed: the tier ran no test']);
  });

  it('may run no test when a pattern left them out', async () => {
    assert.deepEqual(await outcome([{ end: true }], 0, 'something else'), []);
  });

  it('fails when it died half-way, whatever passed until then', async () => {
    assert.deepEqual(await outcome([passed], 0), ['passed: works', 'failed: the tier ended before its last test']);
  });

  it('fails when it ends with an error though its tests passed', async () => {
    const [first, second] = await outcome([passed, { end: true }], 3);
    assert.deepEqual([first, second], ['passed: works', 'failed: the tier ended with code 3 though no test failed']);
  });
});
