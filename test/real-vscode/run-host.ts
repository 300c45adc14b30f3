/** Child process of the host tier: starts a real VS Code on a throw-away workspace and runs the host suite in it. */
import path from 'node:path';
import { grepVariable, resultsVariable } from '../support/test-results.js';
import { tailResults } from './tail-results.js';
import { runHostSuite } from './host-suite.js';
import { copyWorkspace } from './workspace-copy.js';
import { runMain } from '../support/run-main.js';

const timeoutMs = 8 * 60_000;
const report = (line: string): void => console.log(line);

async function main(): Promise<number> {
  const resultsFile = path.resolve(process.env[resultsVariable] ?? 'out/results/host.jsonl');
  const grep = process.env[grepVariable];
  const workspace = await copyWorkspace(process.env['AGENT_MIGRATOR_TEST_WORKSPACE']);
  const tail = tailResults(resultsFile, report);
  try {
    return await runHostSuite({
      extension: path.resolve('.'),
      suite: path.resolve('out/test/host/index.js'),
      workspace: workspace.path,
      environment: { [resultsVariable]: resultsFile, ...(grep === undefined ? {} : { [grepVariable]: grep }) },
      logFolder: path.resolve('out/logs'),
      timeoutMs,
      report,
    });
  } finally {
    tail.end();
    await workspace.remove();
  }
}

await runMain(main);
