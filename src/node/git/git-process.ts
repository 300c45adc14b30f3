import type { Operation } from '../../app/operation.js';
import { runProcess } from '../process-runner.js';

export interface GitProcessOptions {
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Switches off everything through which a repository's own configuration could make git run a program or reach the network: hooks, the
 * file monitor, signature checks, fetching objects that a partial clone lacks. No command used with it runs filters or external diffs.
 */
const safety = [
  ['-c', `core.hooksPath=${process.platform === 'win32' ? 'NUL' : '/dev/null'}`],
  ['-c', 'core.fsmonitor=false'],
  ['-c', 'log.showSignature=false'],
  ['-c', 'protocol.allow=never'],
  ['-c', 'gc.auto=0'],
  ['--no-pager', '--literal-pathspecs', '--no-optional-locks', '--no-replace-objects'],
].flat();
/** Objects and refs are on the disk when git ends: `core.fsync` since 2.36, the other name before. Git's default may lose recent work. */
const durability = ['-c', 'core.fsync=all', '-c', 'core.fsyncObjectFiles=true'];
const timeoutMs = 20_000;
const maxOutputBytes = 64 * 1024 * 1024;

export interface GitOutcome {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
}

/** Git in one workspace folder, which never runs anything that the repository brings along. */
export class GitProcess {
  constructor(private readonly options: GitProcessOptions) {}

  /** Standard output; `undefined` when git is missing, refuses, or gives no answer in time. */
  async output(words: readonly string[], operation: Operation, input?: Uint8Array): Promise<Buffer | undefined> {
    const result = await this.run(words, operation, input);
    return result?.exitCode === 0 ? result.stdout : undefined;
  }

  async run(words: readonly string[], { signal }: Operation, input?: Uint8Array): Promise<GitOutcome | undefined> {
    const request = {
      command: 'git',
      arguments: [...safety, ...durability, ...words],
      cwd: this.options.root,
      environment: safeEnvironment(this.options.environment),
      ...(input === undefined ? {} : { input }),
      timeoutMs,
      maxOutputBytes,
    };
    const result = await runProcess(request, signal);
    return result.status === 'ended' ? { exitCode: result.exitCode, stdout: Buffer.from(result.stdout) } : undefined;
  }
}

/** Without the caller's own GIT_* settings, which could point git at other repositories and programs. */
function safeEnvironment(environment: GitProcessOptions['environment']): Record<string, string | undefined> {
  const kept = Object.entries(environment).filter(([name]) => !name.toUpperCase().startsWith('GIT_'));
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
}
