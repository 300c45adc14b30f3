import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the command line says a file will be; nothing is written. */
export interface CliPlan {
  readonly id: string;
  /** SHA-256 of the file after the last stage, safe edits only. */
  readonly finalSha256: string;
}

interface PlanDocument {
  readonly id: string;
  readonly stages: readonly { readonly result: { readonly sha256: string } }[];
}

/** Asks the built command line for a plan, as a second opinion on what the editor writes. */
export async function cliPlan(workspace: string, file: string): Promise<CliPlan> {
  const cli = path.resolve(__dirname, '../../../dist/cli.js');
  const { stdout } = await run(process.execPath, [cli, 'plan', file, '--workspace', workspace, '--json'], {
    cwd: workspace,
    // The desktop's extension host is Electron; this makes its executable a plain Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    maxBuffer: 64 * 2 ** 20,
  });
  const { id, stages } = JSON.parse(stdout) as PlanDocument;
  const last = stages.at(-1);
  if (last === undefined) throw new Error(`The plan for ${file} has no stages.`);
  return { id, finalSha256: last.result.sha256 };
}
