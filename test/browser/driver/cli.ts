import { execFile, spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = path.resolve('dist', 'cli.js');

/** The command line on the workspace that the editor has open, with the same state directory. */
export class Cli {
  /** @param minutesAgo How far its clock is behind: what it writes was then written so long ago. */
  constructor(
    private readonly workspace: string,
    private readonly stateFolder: string,
    private readonly minutesAgo = 0,
  ) {}

  /** The document that a command prints with `--json`. */
  async json<T>(...words: readonly string[]): Promise<T> {
    const { stdout } = await run(process.execPath, [...this.clock, script, ...words, '--json'], this.options);
    return JSON.parse(stdout) as T;
  }

  start(...words: readonly string[]): ChildProcess {
    return spawn(process.execPath, [...this.clock, script, ...words], { ...this.options, stdio: 'ignore' });
  }

  private get clock(): readonly string[] {
    if (this.minutesAgo === 0) return [];
    const text = `const now = Date.now; Date.now = () => now() - ${60_000 * this.minutesAgo};`;
    return ['--import', `data:text/javascript,${encodeURIComponent(text)}`];
  }

  private get options() {
    const env = { ...process.env, AGENT_MIGRATOR_STATE_DIR: this.stateFolder };
    return { cwd: this.workspace, env, maxBuffer: 64 * 2 ** 20 };
  }
}
