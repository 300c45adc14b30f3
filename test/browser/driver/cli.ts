import { execFile, spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = path.resolve('dist', 'cli.js');

/** The command line on the workspace that the editor has open, with the same state directory. */
export class Cli {
  constructor(
    private readonly workspace: string,
    private readonly stateFolder: string,
  ) {}

  /** The document that a command prints with `--json`. */
  async json<T>(...words: readonly string[]): Promise<T> {
    const { stdout } = await run(process.execPath, [script, ...words, '--json'], this.options);
    return JSON.parse(stdout) as T;
  }

  start(...words: readonly string[]): ChildProcess {
    return spawn(process.execPath, [script, ...words], { ...this.options, stdio: 'ignore' });
  }

  private get options() {
    const env = { ...process.env, AGENT_MIGRATOR_STATE_DIR: this.stateFolder };
    return { cwd: this.workspace, env, maxBuffer: 64 * 2 ** 20 };
  }
}
