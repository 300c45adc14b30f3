import path from 'node:path';
import type { Operation } from '../../app/operation.js';
import type { FileVersionWithBytes } from '../../app/ports/version-control.js';
import { readRegularFile } from '../regular-file.js';
import { GitProcess } from './git-process.js';
import type { GitProcessOptions } from './git-process.js';

/** What git says about one workspace folder. Without git, or outside a repository, the answers are `undefined` and empty. */
export class GitRepository {
  private readonly git: GitProcess;

  constructor(private readonly options: GitProcessOptions) {
    this.git = new GitProcess(options);
  }

  /** Compares with the last commit byte by byte, line endings aside: git's own comparison runs the repository's filters. */
  async differsFromCommit(file: string, operation: Operation): Promise<boolean | undefined> {
    if ((await this.git.output(['rev-parse', '--show-prefix'], operation)) === undefined) return undefined;
    const committed = await this.git.output(['cat-file', 'blob', `HEAD:./${file}`], operation);
    if (committed === undefined) return true;
    const onDisk = await readRegularFile(path.join(this.options.root, ...file.split('/')));
    return committed.equals(onDisk) ? false : normalised(committed) !== normalised(onDisk);
  }

  /**
   * Git says whose times or staged versions are different, which takes no filter; whether a file really differs is seen in its bytes.
   */
  async uncommittedFiles(
    most: number,
    isMeant: (path: string) => Promise<boolean>,
    operation: Operation,
  ): Promise<readonly string[] | undefined> {
    if ((await this.git.output(['rev-parse', '--verify', '--quiet', 'HEAD'], operation)) === undefined)
      return undefined;
    const names = ['--name-only', '--relative', '--no-renames', '-z'];
    const touched = await this.git.output(['diff-files', ...names], operation);
    const staged = await this.git.output(['diff-index', '--cached', ...names, 'HEAD'], operation);
    const candidates = [touched, staged].flatMap((answer) => answer?.toString('utf8').split('\0') ?? []);
    const different: string[] = [];
    for (const file of new Set(candidates.filter(Boolean))) {
      operation.signal.throwIfAborted();
      if (different.length >= most) break;
      if ((await this.isDifferent(file, operation)) && (await isMeant(file))) different.push(file);
    }
    return different;
  }

  /** A file that was deleted differs too. */
  private async isDifferent(file: string, operation: Operation): Promise<boolean> {
    return await this.differsFromCommit(file, operation).then(
      (answer) => answer !== false,
      () => true,
    );
  }

  /** Newest first, through renames. */
  async *versionsOf(file: string, operation: Operation): AsyncGenerator<FileVersionWithBytes> {
    const prefix = (await this.git.output(['rev-parse', '--show-prefix'], operation))?.toString('utf8').trimEnd();
    if (prefix === undefined) return;
    const format = '--format=%x01%H%x00%cI%x00%s%x00';
    // A history that lacks objects ends in an error; what it told before holds.
    const log = await this.git.run(
      ['log', '--follow', '--no-ext-diff', '--no-textconv', '--name-only', '-z', format, '--', `./${file}`],
      operation,
    );
    for (const entry of log?.stdout.toString('utf8').split('\u0001').slice(1) ?? []) {
      operation.signal.throwIfAborted();
      const [commit = '', dateIso = '', subject = '', ...names] = entry.split('\0');
      const name = names.map((one) => one.replace(/^\n/u, '')).find((one) => one !== '');
      const bytes =
        name === undefined ? undefined : await this.git.output(['cat-file', 'blob', `${commit}:${name}`], operation);
      // A commit that deleted the file has no version of it.
      if (name === undefined || bytes === undefined) continue;
      const relative = path.posix.relative(prefix.replace(/\/$/u, ''), name);
      yield { commit, dateIso, subject, path: relative, bytes };
    }
  }
}

function normalised(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\r\n', '\n');
}
