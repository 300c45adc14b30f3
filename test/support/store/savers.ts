import type { MigratePorts } from '../../../src/app/change-ports.js';
import { migrate } from '../../../src/app/migrate/migrate.js';
import { recover } from '../../../src/app/migrate/recover.js';
import { MemoryDisk, newFile, writeInto, type DiskOperation } from './memory-disk.js';
import { makeFolders, memoryPorts, userFile, workspaceRoot, writeUserFile, type WorldParts } from './memory-world.js';
import { copyDisk } from './power-cut.js';
import { operation, wholeMigration } from './real-workspace.js';

const original = 'class Agent:\n    port = 1\n';
const saved = 'class Agent:\n    port = 2  # saved by somebody\n';
const file = `${workspaceRoot}/a.py`;

/** A way in which other programs save; made at the start, called at the moment of the save. */
type Saver = (disk: MemoryDisk) => () => void;

const savers: Readonly<Record<string, Saver>> = {
  'into the file, opened then': (disk) => () => {
    const node = disk.find(file);
    if (node) writeInto(node, saved);
    else disk.find(workspaceRoot)?.rename(new Map([['a.py', newFile(saved)]]));
  },
  'by a rename over the file': (disk) => () => disk.find(workspaceRoot)?.rename(new Map([['a.py', newFile(saved)]])),
  'after moving the old file to a backup': (disk) => () => {
    const folder = disk.find(workspaceRoot);
    const node = disk.find(file);
    if (node)
      folder?.rename(
        new Map([
          ['a.py', undefined],
          ['a.py~', node],
        ]),
      );
    folder?.rename(new Map([['a.py', newFile(saved)]]));
  },
  'into the file, opened before': (disk) => {
    const node = disk.find(file);
    return () => node && writeInto(node, saved);
  },
};

export interface SaveTrials {
  readonly trials: number;
  /** In words, each save that is nowhere any more. */
  readonly lost: readonly string[];
}

export interface SaveOptions {
  /** One of so many operations is tried; 1 for all. */
  readonly every: number;
  readonly parts?: WorldParts;
}

/** Lets another program save at every operation of a migration, in every way, and looks whether the save is still there. */
export async function trySaves({ every, parts = {} }: SaveOptions): Promise<SaveTrials> {
  const start = new MemoryDisk();
  await makeFolders(start);
  await writeUserFile(start, 'a.py', Buffer.from(original));
  const { total, lastLook } = await observe(copyDisk(start), parts);
  const lost: string[] = [];
  let trials = 0;
  for (const [name, saver] of Object.entries(savers)) {
    // Nothing can know of a write through an old handle after its last look at the file.
    const last = name.endsWith('before') ? lastLook : total;
    for (let number = 1 + (trials % every); number <= last; number += every) {
      trials++;
      if (!(await survives(copyDisk(start), saver, number, parts))) lost.push(`saved ${name}, at operation ${number}`);
    }
  }
  return { trials, lost };
}

async function observe(disk: MemoryDisk, parts: WorldParts): Promise<{ total: number; lastLook: number }> {
  let lastLook = 0;
  disk.faults = ({ name, number, path }: DiskOperation) => {
    if (name === 'read' && path.endsWith('.old')) lastLook = number;
    return undefined;
  };
  await migrateFile(memoryPorts(disk, 1, parts));
  return { total: disk.operations, lastLook };
}

async function survives(disk: MemoryDisk, saver: Saver, number: number, parts: WorldParts): Promise<boolean> {
  const save = saver(disk);
  disk.faults = (at) => {
    if (at.number === number) save();
    return undefined;
  };
  const ports = memoryPorts(disk, 1, parts);
  await migrateFile(ports);
  disk.faults = () => undefined;
  await recover(ports, [], operation);
  return (await userFile(disk, 'a.py'))?.includes('saved by somebody') === true;
}

async function migrateFile(ports: MigratePorts): Promise<void> {
  await migrate(ports, { ...wholeMigration, paths: ['a.py'] }, operation);
}
