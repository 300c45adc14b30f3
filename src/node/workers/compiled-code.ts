import { hash, randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { readRegularFileSync } from '../regular-file.js';

export interface CompiledCodeOptions {
  /** Where the compiled code is kept: a folder of this user. */
  readonly folder: string;
  /** The workspace: what lies in it is none of ours, whatever the environment says. */
  readonly root: string;
}

/** Of this many programs and versions of V8 the compiled code is kept; the editor and a command line have one each. */
const KEPT = 4;
const ENDING = '.v8';
const DIGEST_BYTES = 64;
const WRITABLE_BY_OTHERS = 0o022;

/**
 * A program with what V8 compiled of it when it ran before. That is code which will be run, and V8 hardly looks at it: so it is taken from
 * nowhere but a folder that this user alone can write to, only for the very text and engine that it was made of, and only undamaged.
 * Without it, or where it does not fit, the program is compiled as always; nothing here fails.
 */
export class CompiledCode {
  readonly script: Script;
  /** There is none yet that this engine takes. */
  readonly isMissing: boolean;
  private readonly file: string;

  constructor(
    text: string,
    filename: string,
    private readonly options: CompiledCodeOptions,
  ) {
    const { arch, versions } = process;
    const key = hash('sha256', [versions.node, versions.v8, arch, hash('sha256', text)].join(' '));
    this.file = path.join(options.folder, `${path.basename(filename, '.js')}-${key.slice(0, 32)}${ENDING}`);
    const cachedData = orNothing(() => this.read());
    this.script = new Script(text, { filename, ...(cachedData ? { cachedData } : {}) });
    this.isMissing = !cachedData || this.script.cachedDataRejected === true;
  }

  /** Keeps what has been compiled so far, all or nothing. */
  keep(): void {
    const partial = `${this.file}.${randomUUID()}`;
    const kept = orNothing(() => {
      mkdirSync(this.options.folder, { recursive: true, mode: 0o700 });
      if (!this.isOurs(this.options.folder)) return;
      // Whether anything can be written is known before the work is done.
      writeFileSync(partial, '', { mode: 0o600, flag: 'wx' });
      const data = this.script.createCachedData();
      writeFileSync(partial, Buffer.concat([Buffer.from(hash('sha256', data)), data]));
      renameSync(partial, this.file);
      this.removeOlder();
      return true;
    });
    if (!kept) orNothing(() => rmSync(partial, { force: true }));
  }

  private read(): Buffer | undefined {
    const { folder } = this.options;
    if (!this.isOurs(folder) || !lstatSync(this.file).isFile() || !this.isOurs(this.file)) return undefined;
    const bytes = readRegularFileSync(this.file);
    const data = bytes.subarray(DIGEST_BYTES);
    return hash('sha256', data) === bytes.toString('latin1', 0, DIGEST_BYTES) ? data : undefined;
  }

  /** Nobody else can have written it, and it is no part of the workspace. */
  private isOurs(place: string): boolean {
    const relative = path.relative(realpathSync(this.options.root), realpathSync(place));
    const isOutside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
    if (!isOutside || process.platform === 'win32') return isOutside;
    const { uid, mode } = statSync(place);
    return uid === process.geteuid?.() && (mode & WRITABLE_BY_OTHERS) === 0;
  }

  private removeOlder(): void {
    const { folder } = this.options;
    const writtenMs = (file: string): number => orNothing(() => statSync(file).mtimeMs) ?? 0;
    const files = readdirSync(folder)
      .filter((name) => name.endsWith(ENDING))
      .map((name) => path.join(folder, name))
      .sort((one, other) => writtenMs(other) - writtenMs(one));
    for (const file of files.slice(KEPT)) rmSync(file, { force: true });
  }
}

function orNothing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
