import path from 'node:path';
import type { Operation } from '../../app/operation.js';
import type { FileVersionWithBytes, VersionControl } from '../../app/ports/version-control.js';
import { findGitDirectory, operationInGitDirectory } from './git-directory.js';
import { GitRepository } from './git-repository.js';

export interface GitOptions {
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Git as the use cases need it. */
export class Git implements VersionControl {
  private readonly repository: GitRepository;

  constructor(private readonly options: GitOptions) {
    this.repository = new GitRepository(options);
  }

  async operationInProgress(file: string): Promise<string | undefined> {
    const folder = path.dirname(path.join(this.options.root, ...file.split('/')));
    const gitDirectory = await findGitDirectory(folder);
    return gitDirectory === undefined ? undefined : await operationInGitDirectory(gitDirectory);
  }

  async hasUncommittedChanges(file: string, operation: Operation): Promise<boolean | undefined> {
    return await this.repository.differsFromCommit(file, operation);
  }

  async uncommittedFiles(
    most: number,
    isMeant: (path: string) => Promise<boolean>,
    operation: Operation,
  ): Promise<readonly string[] | undefined> {
    return await this.repository.uncommittedFiles(most, isMeant, operation);
  }

  versionsOf(file: string, operation: Operation): AsyncIterable<FileVersionWithBytes> {
    return this.repository.versionsOf(file, operation);
  }
}
