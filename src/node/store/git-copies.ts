import { GitProcess } from '../git/git-process.js';
import type { GitProcessOptions } from '../git/git-process.js';
import { sha256Of } from './digest.js';

/** Begun copies come to an end, whoever else is cancelled. */
const operation = { signal: new AbortController().signal };

export interface GitCopiesOptions extends GitProcessOptions {
  /** Asked for at every use: off unless the user wants it. */
  readonly isOn: () => boolean;
}

/**
 * An optional third home of checkpoints: blobs in the repository's object store, each held by a hidden ref of its own. Made by plumbing
 * alone: no hook and no filter runs, and index, HEAD and a merge in progress stay as they are. Refs to blobs appear in no log; a push
 * with `--mirror` sends them like any other. Never more than a spare: where git is missing or refuses, the two other homes suffice.
 */
export class GitCopies {
  private readonly git: GitProcess;
  private readonly namespace: string;

  constructor(private readonly options: GitCopiesOptions) {
    this.git = new GitProcess(options);
    // Several workspace folders may lie in one repository.
    this.namespace = `refs/agent-migrator/${sha256Of(Buffer.from(options.root)).slice(0, 16)}`;
  }

  get isOn(): boolean {
    return this.options.isOn();
  }

  /** Durable when this resolves with `true`; `false` when it is off, or git did not do it. */
  async put(bytes: Uint8Array, sha256: string): Promise<boolean> {
    if (!this.isOn) return false;
    const object = await this.git.output(['hash-object', '-w', '--no-filters', '--stdin'], operation, bytes);
    if (object === undefined) return false;
    const words = ['update-ref', this.refOf(sha256), object.toString('latin1').trim()];
    return (await this.git.output(words, operation)) !== undefined;
  }

  /** Verified bytes; looked for also when the setting is off by now. */
  async get(sha256: string): Promise<Uint8Array | undefined> {
    const bytes = await this.git.output(['cat-file', 'blob', this.refOf(sha256)], operation);
    return bytes !== undefined && sha256Of(bytes) === sha256 ? bytes : undefined;
  }

  async list(): Promise<readonly string[]> {
    const words = ['for-each-ref', '--format=%(refname:lstrip=3)', `${this.namespace}/`];
    const output = await this.git.output(words, operation);
    return output?.toString('latin1').split('\n').filter(Boolean) ?? [];
  }

  /** Lets go of copies; git itself clears the objects away in its own time. */
  async remove(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const commands = names.map((name) => `delete ${this.refOf(name)}\n`).join('');
    await this.git.output(['update-ref', '--stdin'], operation, Buffer.from(commands));
  }

  private refOf(sha256: string): string {
    return `${this.namespace}/${sha256}`;
  }
}
