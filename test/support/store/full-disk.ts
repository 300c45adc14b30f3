import { applyRollback } from '../../../src/app/rollback/apply-rollback.js';
import { migrate } from '../../../src/app/migrate/migrate.js';
import { proposeRollback } from '../../../src/app/rollback/propose-rollback.js';
import { recover } from '../../../src/app/migrate/recover.js';
import { MemoryDisk, newFile, usedBytes } from './memory-disk.js';
import { leftovers, makeFolders, memoryPorts, userFile, workspaceRoot, writeUserFile } from './memory-world.js';
import { copyDisk } from './power-cut.js';
import { operation, wholeMigration } from './real-workspace.js';

const lines = Array.from({ length: 2000 }, (_, index) => `    line_${index} = ${index}\n`);
const original = `class Agent:\n${lines.join('')}`;
const migrated = `# infrastructure\n# core-logic\n# integration\n${original}`;

export interface FullDiskTrials {
  readonly trials: number;
  readonly migrated: number;
  readonly refused: number;
  readonly damages: readonly string[];
}

/** Migrates on disks with every amount of room from none to more than enough, in steps of `stepBytes`. */
export async function tryMigrationsOnFullDisks(stepBytes: number): Promise<FullDiskTrials> {
  const start = await workspaceWithOneFile();
  const enough = 3 * 1024 * 1024;
  const counts = { trials: 0, migrated: 0, refused: 0 };
  const damages: string[] = [];
  for (let room = 0; room <= enough; room += stepBytes) {
    const disk = copyDisk(start);
    disk.capacity = usedBytes(disk.root) + room;
    const { migrations } = await migrate(memoryPorts(disk, 1), { ...wholeMigration, paths: ['a.py'] }, operation);
    disk.capacity = Infinity;
    await recover(memoryPorts(disk, 2), [], operation);
    const content = await userFile(disk, 'a.py');
    const wanted = migrations[0]?.status === 'applied' ? migrated : original;
    if (content !== wanted) damages.push(`${room} bytes free: ${migrations[0]?.status ?? 'nothing'}, file differs`);
    damages.push(...(await leftovers(disk)).map((name) => `${room} bytes free: left ${name}`));
    counts.trials++;
    if (migrations[0]?.status === 'applied') counts.migrated++;
    else counts.refused++;
  }
  return { ...counts, damages };
}

/** Fills the disk to the last byte after a migration, and rolls it back. */
export async function rollBackOnFullDisk(): Promise<{ readonly status: string; readonly isOriginal: boolean }> {
  const disk = await workspaceWithOneFile();
  await migrate(memoryPorts(disk, 1), { ...wholeMigration, paths: ['a.py'] }, operation);
  disk.find(workspaceRoot)?.rename(new Map([['filler', newFile('x')]]));
  disk.capacity = usedBytes(disk.root);
  const ports = memoryPorts(disk, 1);
  const request = { named: 'a.py', to: 'original' as const, automatic: false, restoreDeleted: false };
  const entry = await applyRollback(ports, await proposeRollback(ports, request, operation), operation);
  return { status: entry.status, isOriginal: (await userFile(disk, 'a.py')) === original };
}

async function workspaceWithOneFile(): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  await makeFolders(disk);
  await writeUserFile(disk, 'a.py', Buffer.from(original));
  return disk;
}
