/** What stands at a path; a symbolic link is not followed. */
export interface DiskEntry {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  readonly size: number;
  /** Permission bits only. */
  readonly mode: number;
  readonly links: number;
  readonly uid: number;
  readonly gid: number;
  /** Changes with every write and every change of mode, links or name: nobody can set it. Milliseconds since the epoch. */
  readonly changedMs: number;
  /** Names the file itself, whatever it is called. */
  readonly identity: string;
}

export interface DiskFile {
  /** How many bytes were written, which may be fewer than there are. */
  write(bytes: Uint8Array): Promise<number>;
  size(): Promise<number>;
  setMode(mode: number): Promise<void>;
  setOwner(uid: number, gid: number): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Until this resolves the content may be lost with the power. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A directory that is worked in. What is done under `path` is done in it, also when its name comes to mean something else meanwhile. */
export interface HeldDirectory {
  readonly path: string;
  release(): Promise<void>;
}

/**
 * The few file operations that the store is made of. It is a seam for the harnesses: each operation can be made to fail, to be the
 * last one, or to be forgotten at a power cut. Failures are errors with Node's `code`.
 */
export interface Disk {
  /** For writing; fails when anything, also a dangling link, stands at the path. */
  create(path: string, mode: number): Promise<DiskFile>;
  /** For appending; the file must exist and be no link. */
  openToAppend(path: string): Promise<DiskFile>;
  read(path: string): Promise<Uint8Array>;
  entry(path: string): Promise<DiskEntry | undefined>;
  /** With every link resolved; `undefined` when something on the way is missing, or links go in a circle. */
  realPath(path: string): Promise<string | undefined>;
  /** What a link says, which may lead nowhere; `undefined` for anything else. */
  readLink(path: string): Promise<string | undefined>;
  /** Keeps hold of a directory, given by its real path; fails when another one, or a link, has taken its place by now. */
  hold(directory: string): Promise<HeldDirectory>;
  list(path: string): Promise<readonly string[]>;
  makeDirectory(path: string, mode: number): Promise<void>;
  /** A second name for a file; fails with EEXIST when the name is taken. */
  link(existing: string, added: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** For a file that somebody else may have written without syncing. */
  syncFile(path: string): Promise<void>;
  /** Until this resolves names may be lost with the power. */
  syncDirectory(path: string): Promise<void>;
  /** Bytes that a user may still fill. */
  freeBytes(path: string): Promise<number>;
  /** Whether this process may write what stands at the path. */
  mayWrite(path: string): Promise<boolean>;
}

export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Runs `action`; `undefined` when it fails with one of these codes. */
export async function unless<T>(codes: readonly string[], action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (codes.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
