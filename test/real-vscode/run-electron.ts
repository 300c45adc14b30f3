/** The host suite in a downloaded desktop VS Code, where one can be downloaded: `npm run test:electron`. */
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { grepVariable, resultsVariable } from '../support/test-results.js';
import { tailResults } from './tail-results.js';
import { vscodeVersion } from './versions.js';
import { copyWorkspace } from './workspace-copy.js';
import { runMain } from '../support/run-main.js';

async function main(): Promise<number> {
  const resultsFile = path.resolve(process.env[resultsVariable] ?? 'out/results/electron.jsonl');
  const workspace = await copyWorkspace(process.env['AGENT_MIGRATOR_TEST_WORKSPACE']);
  const tail = tailResults(resultsFile, (line) => console.log(line));
  try {
    return await runTests({
      version: process.env['AGENT_MIGRATOR_VSCODE_VERSION'] ?? vscodeVersion,
      extensionDevelopmentPath: path.resolve('.'),
      extensionTestsPath: path.resolve('out/test/host/index.js'),
      extensionTestsEnv: { [resultsVariable]: resultsFile, [grepVariable]: process.env[grepVariable] },
      launchArgs: [workspace.path, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
    });
  } catch (error) {
    throw new Error(
      `The desktop VS Code could not run the suite: ${error instanceof Error ? error.message : String(error)}\n` +
        'It is downloaded from the VS Code update server. Where that cannot be reached, use: npm run test:host',
      { cause: error },
    );
  } finally {
    tail.end();
    await workspace.remove();
  }
}

await runMain(main);
