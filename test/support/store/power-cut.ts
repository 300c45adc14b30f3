import { createHash } from 'node:crypto';
import type { Choose } from './choices.js';
import { MemoryDisk, MemoryNode } from './memory-disk.js';

/**
 * The disk as it may be after a power cut: of every change of names that was not synced some are lost, in any combination, and of content
 * that was not synced all, a part, or none has arrived, or zeros in its place. More than real disks do, so that what survives this survives them.
 */
export function afterPowerCut(disk: MemoryDisk, choose: Choose): MemoryDisk {
  const copies = new Map<MemoryNode, MemoryNode>();
  const copyOf = (node: MemoryNode): MemoryNode => {
    const known = copies.get(node);
    if (known) return known;
    const copy = new MemoryNode(node.kind, node.id, node.mode, node.changed);
    copies.set(node, copy);
    if (node.kind === 'file') copy.bytes = survivingBytes(node, choose);
    else for (const [name, child] of survivingEntries(node, choose)) copy.entries.set(name, copyOf(child));
    copy.sync();
    return copy;
  };
  return new MemoryDisk(copyOf(disk.root));
}

/** The disk after its process was killed: everything that was done has been done. */
export function afterKill(disk: MemoryDisk): MemoryDisk {
  return new MemoryDisk(disk.root);
}

/** An independent copy, synced and unsynced alike. */
export function copyDisk(disk: MemoryDisk): MemoryDisk {
  return new MemoryDisk(structuredCopy(disk.root));
}

function structuredCopy(root: MemoryNode): MemoryNode {
  const copies = new Map<MemoryNode, MemoryNode>();
  const copyOf = (node: MemoryNode): MemoryNode => {
    const known = copies.get(node);
    if (known) return known;
    const copy = new MemoryNode(node.kind, node.id, node.mode, node.changed);
    copies.set(node, copy);
    copy.bytes = node.bytes;
    copy.durableBytes = node.durableBytes;
    for (const [name, child] of node.entries) copy.entries.set(name, copyOf(child));
    for (const [name, child] of node.durableEntries) copy.durableEntries.set(name, copyOf(child));
    copy.pendingNames = node.pendingNames.map(
      (changes) => new Map([...changes].map(([name, child]) => [name, child && copyOf(child)])),
    );
    return copy;
  };
  return copyOf(root);
}

function survivingEntries(node: MemoryNode, choose: Choose): ReadonlyMap<string, MemoryNode> {
  const entries = new Map(node.durableEntries);
  for (const changes of node.pendingNames) {
    if (choose(2) === 0) continue;
    for (const [name, child] of changes) {
      if (child) entries.set(name, child);
      else entries.delete(name);
    }
  }
  return entries;
}

/** Where a write may have ended: at its start, within it, and just before its end. */
const tears = [0, 1 / 3, 2 / 3, 1];

function survivingBytes({ bytes, durableBytes, isDirty }: MemoryNode, choose: Choose): Buffer<ArrayBuffer> {
  if (!isDirty) return bytes;
  const how = choose(5);
  if (how === 0) return durableBytes;
  if (how === 1) return bytes;
  const kept = sharedLength(bytes, durableBytes);
  const torn = kept + Math.floor(Math.max(0, bytes.length - kept - 1) * (tears[choose(tears.length)] ?? 0));
  if (how === 2) return bytes.subarray(0, torn);
  if (how === 3) return Buffer.concat([bytes.subarray(0, torn), Buffer.alloc(bytes.length - torn)]);
  return Buffer.concat([bytes.subarray(0, kept), Buffer.alloc(torn - kept), bytes.subarray(torn)]);
}

function sharedLength(a: Buffer, b: Buffer): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

const digests = new WeakMap<Buffer, string>();

/** The same for two disks with the same names and contents. */
export function fingerprint(disk: MemoryDisk): string {
  const hash = createHash('sha256');
  const add = (node: MemoryNode, name: string): void => {
    hash.update(`${name}\n`).update(node.kind === 'file' ? digestOf(node.bytes) : 'folder');
    for (const one of [...node.entries.keys()].sort()) {
      const child = node.entries.get(one);
      if (child) add(child, `${name}/${one}`);
    }
  };
  add(disk.root, '');
  return hash.digest('base64');
}

function digestOf(bytes: Buffer): string {
  const known = digests.get(bytes) ?? createHash('sha256').update(bytes).digest('base64');
  digests.set(bytes, known);
  return known;
}
