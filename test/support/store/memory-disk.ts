import path from 'node:path';
import { diskError } from './disk-error.js';
import type { Disk, DiskEntry, DiskFile, HeldDirectory } from '../../../src/node/store/disk.js';

// Shared by all disks, because disks are copied and ids stay unique.
let nextId = 1;
let time = 1;

/** A file or directory of the model, with what of it would survive a power cut. */
export class MemoryNode {
  /** Never changed in its place, so that copies of a disk share it. */
  bytes = Buffer.alloc(0);
  entries = new Map<string, MemoryNode>();
  /** Content at the last sync. */
  durableBytes = Buffer.alloc(0);
  /** Names at the last sync, and every change of names since, in order. */
  durableEntries = new Map<string, MemoryNode>();
  pendingNames: ReadonlyMap<string, MemoryNode | undefined>[] = [];

  constructor(
    readonly kind: 'file' | 'directory',
    readonly id: number,
    public mode: number,
    public changed: number,
  ) {}

  get isDirty(): boolean {
    return this.kind === 'file' && this.bytes !== this.durableBytes && !this.bytes.equals(this.durableBytes);
  }

  rename(changes: ReadonlyMap<string, MemoryNode | undefined>): void {
    for (const [name, node] of changes) {
      if (node) this.entries.set(name, node);
      else this.entries.delete(name);
    }
    this.pendingNames.push(changes);
  }

  sync(): void {
    if (this.kind === 'file') this.durableBytes = this.bytes;
    else this.durableEntries = new Map(this.entries);
    this.pendingNames = [];
  }
}

/** A file as another program makes it. */
export function newFile(content: string): MemoryNode {
  const node = new MemoryNode('file', nextId++, 0o644, time++);
  writeInto(node, content);
  return node;
}

/** Another program writes to a file that it has open. */
export function writeInto(node: MemoryNode, content: string): void {
  node.bytes = Buffer.from(content, 'latin1');
  node.changed = time++;
}

export type OperationName =
  Exclude<keyof Disk, 'freeBytes' | 'mayWrite' | 'readLink' | 'hold'> | `file.${keyof DiskFile}`;

/** What happens instead of an operation, or to it. */
export type Fault =
  | { readonly kind: 'error'; readonly code: string }
  /** The process is gone: neither this operation nor any later one happens. */
  | { readonly kind: 'kill' }
  /** A write takes only so many bytes. */
  | { readonly kind: 'short'; readonly bytes: number };

export interface DiskOperation {
  readonly name: OperationName;
  readonly number: number;
  /** Empty for what is done to an open file. */
  readonly path: string;
}

export type FaultPlan = (operation: DiskOperation) => Fault | undefined;

export class KilledError extends Error {}

/** A disk in memory that counts its operations, fails as planned and knows what a power cut would leave of it. */
export class MemoryDisk implements Disk {
  operations = 0;
  /** Bytes of content that fit; a write takes what still fits, and fails when nothing does. */
  capacity = Infinity;
  mayWrite: Disk['mayWrite'] = () => Promise.resolve(true);
  private killed = false;

  constructor(
    readonly root: MemoryNode = new MemoryNode('directory', 0, 0o755, 0),
    public faults: FaultPlan = () => undefined,
  ) {}

  async create(file: string, mode: number): Promise<DiskFile> {
    await this.enter('create', file);
    const { folder, name } = this.parentOf(file);
    if (folder.entries.has(name)) throw diskError('EEXIST');
    const node = new MemoryNode('file', nextId++, mode, time++);
    folder.rename(new Map([[name, node]]));
    return this.handle(node);
  }

  async openToAppend(file: string): Promise<DiskFile> {
    await this.enter('openToAppend', file);
    return this.handle(this.file(file));
  }

  async read(file: string): Promise<Uint8Array> {
    await this.enter('read', file);
    return Buffer.from(this.file(file).bytes);
  }

  async entry(file: string): Promise<DiskEntry | undefined> {
    await this.enter('entry', file);
    const node = this.find(file);
    if (node === undefined) return undefined;
    const { kind, mode, changed, id } = node;
    const links = kind === 'file' ? this.countLinks(this.root, node) : 1;
    return { kind, size: node.bytes.length, mode, links, uid: 0, gid: 0, changedMs: changed, identity: String(id) };
  }

  async realPath(file: string): Promise<string | undefined> {
    await this.enter('realPath', file);
    return this.find(file) ? path.resolve(file) : undefined;
  }

  /** There are no links in this model. */
  readLink(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  hold(directory: string): Promise<HeldDirectory> {
    this.directory(directory);
    return Promise.resolve({ path: directory, release: () => Promise.resolve() });
  }

  async list(folder: string): Promise<readonly string[]> {
    await this.enter('list', folder);
    return [...this.directory(folder).entries.keys()];
  }

  async makeDirectory(folder: string, mode: number): Promise<void> {
    await this.enter('makeDirectory', folder);
    const { folder: parent, name } = this.parentOf(folder);
    if (parent.entries.has(name)) throw diskError('EEXIST');
    parent.rename(new Map([[name, new MemoryNode('directory', nextId++, mode, time++)]]));
  }

  async link(existing: string, added: string): Promise<void> {
    await this.enter('link', added);
    const node = this.file(existing);
    const { folder, name } = this.parentOf(added);
    if (folder.entries.has(name)) throw diskError('EEXIST');
    node.changed = time++;
    folder.rename(new Map([[name, node]]));
  }

  async rename(from: string, to: string): Promise<void> {
    await this.enter('rename', to);
    const node = this.file(from);
    const source = this.parentOf(from);
    const target = this.parentOf(to);
    node.changed = time++;
    if (source.folder === target.folder) {
      // One directory, one step: no power cut sees the half of it.
      source.folder.rename(
        new Map([
          [source.name, undefined],
          [target.name, node],
        ]),
      );
    } else {
      target.folder.rename(new Map([[target.name, node]]));
      source.folder.rename(new Map([[source.name, undefined]]));
    }
  }

  async remove(file: string): Promise<void> {
    await this.enter('remove', file);
    this.file(file).changed = time++;
    const { folder, name } = this.parentOf(file);
    folder.rename(new Map([[name, undefined]]));
  }

  async syncFile(file: string): Promise<void> {
    await this.enter('syncFile', file);
    this.file(file).sync();
  }

  async syncDirectory(folder: string): Promise<void> {
    await this.enter('syncDirectory', folder);
    this.directory(folder).sync();
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(this.capacity - usedBytes(this.root));
  }

  private handle(node: MemoryNode): DiskFile {
    return {
      write: async (bytes) => {
        const fault = await this.enter('file.write');
        const room = this.capacity === Infinity ? Infinity : this.capacity - usedBytes(this.root);
        if (room <= 0 && bytes.length > 0) throw diskError('ENOSPC');
        const taken = bytes.subarray(0, fault?.kind === 'short' ? fault.bytes : Math.min(room, bytes.length));
        node.bytes = Buffer.concat([node.bytes, taken]);
        node.changed = time++;
        return taken.length;
      },
      size: async () => {
        await this.enter('file.size');
        return node.bytes.length;
      },
      setMode: async (mode) => {
        await this.enter('file.setMode');
        node.mode = mode;
      },
      setOwner: async () => {
        await this.enter('file.setOwner');
      },
      truncate: async (length) => {
        await this.enter('file.truncate');
        node.bytes = node.bytes.subarray(0, length);
      },
      sync: async () => {
        await this.enter('file.sync');
        node.sync();
      },
      close: async () => {
        await this.enter('file.close');
      },
    };
  }

  private enter(name: OperationName, target = ''): Promise<Fault | undefined> {
    if (this.killed) throw new KilledError();
    const fault = this.faults({ name, number: ++this.operations, path: target });
    if (fault?.kind === 'kill') {
      this.killed = true;
      throw new KilledError();
    }
    if (fault?.kind === 'error') throw diskError(fault.code);
    return Promise.resolve(fault);
  }

  /** The file or directory itself, for what another program does to it; not counted. */
  find(target: string): MemoryNode | undefined {
    let node: MemoryNode | undefined = this.root;
    // Paths are absolute and have no dots, as the store makes them.
    for (const part of target.split('/')) if (part !== '') node = node?.entries.get(part);
    return node;
  }

  private countLinks(folder: MemoryNode, wanted: MemoryNode): number {
    let count = 0;
    for (const node of folder.entries.values()) {
      if (node === wanted) count++;
      else if (node.kind === 'directory') count += this.countLinks(node, wanted);
    }
    return count;
  }

  private parentOf(target: string): { readonly folder: MemoryNode; readonly name: string } {
    return { folder: this.directory(path.dirname(target)), name: path.basename(target) };
  }

  private directory(target: string): MemoryNode {
    const node = this.find(target);
    if (node === undefined) throw diskError('ENOENT');
    if (node.kind !== 'directory') throw diskError('ENOTDIR');
    return node;
  }

  private file(target: string): MemoryNode {
    const node = this.find(target);
    if (node === undefined) throw diskError('ENOENT');
    if (node.kind !== 'file') throw diskError('EISDIR');
    return node;
  }
}

/** Of all files, each counted once. */
export function usedBytes(root: MemoryNode): number {
  const seen = new Set<MemoryNode>();
  const add = (node: MemoryNode): number => {
    if (seen.has(node)) return 0;
    seen.add(node);
    return [...node.entries.values()].reduce((sum, child) => sum + add(child), node.bytes.length);
  };
  return add(root);
}
