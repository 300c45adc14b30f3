import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Operation } from '../app/operation.js';
import type { FileVersionWithBytes } from '../app/ports/version-control.js';
import { runProcess } from './process-runner.js';

export interface GitRepositoryOptions {
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Switches off everything through which a repository's own configuration could make git run a program or reach the network: hooks, the
 * file monitor, signature checks, fetching objects that a partial clone lacks. No command used here runs filters or external diffs.
 */
const safety = [
  ['-c', `core.hooksPath=${process.platform === 'win32' ? 'NUL' : '/dev/null'}`],
  ['-c', 'core.fsmonitor=false'],
  ['-c', 'log.showSignature=false'],
  ['-c', 'protocol.allow=never'],
  ['-c', 'gc.auto=0'],
  ['--no-pager', '--literal-pathspecs', '--no-optional-locks', '--no-replace-objects'],
].flat();
const timeoutMs = 20_000;
const maxOutputBytes = 64 * 1024 * 1024;

/** What git says about one workspace folder. Without git, or outside a repository, the answers are `undefined` and empty. */
export class GitRepository {
  constructor(private readonly options: GitRepositoryOptions) {}

  /** Compares with the last commit byte by byte, line endings aside: git's own comparison runs the repository's filters. */
  async differsFromCommit(file: string, operation: Operation): Promise<boolean | undefined> {
    if ((await this.git(['rev-parse', '--show-prefix'], operation)) === undefined) return undefined;
    const committed = await this.git(['cat-file', 'blob', `HEAD:./${file}`], operation);
    if (committed === undefined) return true;
    const onDisk = await readFile(path.join(this.options.root, ...file.split('/')));
    return committed.equals(onDisk) ? false : normalised(committed) !== normalised(onDisk);
  }

  /** Newest first, through renames. */
  async *versionsOf(file: string, operation: Operation): AsyncGenerator<FileVersionWithBytes> {
    const prefix = (await this.git(['rev-parse', '--show-prefix'], operation))?.toString('utf8').trimEnd();
    if (prefix === undefined) return;
    const format = '--format=%x01%H%x00%cI%x00%s%x00';
    // A history that lacks objects ends in an error; what it told before holds.
    const log = await this.run(
      ['log', '--follow', '--no-ext-diff', '--no-textconv', '--name-only', '-z', format, '--', `./${file}`],
      operation,
    );
    for (const entry of log?.stdout.toString('utf8').split('\u0001').slice(1) ?? []) {
      operation.signal.throwIfAborted();
      const [commit = '', dateIso = '', subject = '', ...names] = entry.split('\0');
      const name = names.map((one) => one.replace(/^\n/u, '')).find((one) => one !== '');
      const bytes =
        name === undefined ? undefined : await this.git(['cat-file', 'blob', `${commit}:${name}`], operation);
      // A commit that deleted the file has no version of it.
      if (name === undefined || bytes === undefined) continue;
      const relative = path.posix.relative(prefix.replace(/\/$/u, ''), name);
      yield { commit, dateIso, subject, path: relative, bytes };
    }
  }

  /** Standard output; `undefined` when git is missing, refuses, or gives no answer in time. */
  private async git(words: readonly string[], operation: Operation): Promise<Buffer | undefined> {
    const result = await this.run(words, operation);
    return result?.exitCode === 0 ? result.stdout : undefined;
  }

  private async run(words: readonly string[], { signal }: Operation) {
    const request = {
      command: 'git',
      arguments: [...safety, ...words],
      cwd: this.options.root,
      environment: safeEnvironment(this.options.environment),
      timeoutMs,
      maxOutputBytes,
    };
    const result = await runProcess(request, signal);
    return result.status === 'ended' ? { exitCode: result.exitCode, stdout: Buffer.from(result.stdout) } : undefined;
  }
}

function normalised(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\r\n', '\n');
}

/** Without the caller's own GIT_* settings, which could point git at other repositories and programs. */
function safeEnvironment(environment: GitRepositoryOptions['environment']): Record<string, string | undefined> {
  const kept = Object.entries(environment).filter(([name]) => !name.toUpperCase().startsWith('GIT_'));
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
}
