import { MemoryDisk, MemoryNode } from './memory-disk.js';

/** A number from 0 to `below` - 1, from a seeded source. */
export type Choose = (below: number) => number;

/** A small seeded generator (mulberry32), so that a failing state can be made again. */
export function seededChoice(seed: number): Choose {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

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

function survivingBytes({ bytes, durableBytes, isDirty }: MemoryNode, choose: Choose): Buffer<ArrayBuffer> {
  if (!isDirty) return bytes;
  const kept = sharedLength(bytes, durableBytes);
  const torn = kept + choose(bytes.length - kept + 1);
  switch (choose(5)) {
    case 0:
      return Buffer.from(durableBytes);
    case 1:
      return Buffer.from(bytes);
    case 2:
      return Buffer.from(bytes.subarray(0, torn));
    case 3:
      return Buffer.concat([bytes.subarray(0, torn), Buffer.alloc(bytes.length - torn)]);
    default:
      return Buffer.concat([bytes.subarray(0, kept), Buffer.alloc(torn - kept), bytes.subarray(torn)]);
  }
}

function sharedLength(a: Buffer, b: Buffer): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
