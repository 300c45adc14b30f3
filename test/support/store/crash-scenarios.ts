import { applyRollback } from '../../../src/app/rollback/apply-rollback.js';
import type { MigratePorts } from '../../../src/app/change-ports.js';
import { migrate } from '../../../src/app/migrate/migrate.js';
import type { InPlaceValidator } from '../../../src/app/ports/in-place-validator.js';
import { proposeRollback } from '../../../src/app/rollback/propose-rollback.js';
import type { Stage } from '../../../src/core/rewrite/stage.js';
import { recover } from '../../../src/app/migrate/recover.js';
import { KilledError, MemoryDisk } from './memory-disk.js';
import {
  agentsFolder,
  clockAt,
  makeFolders,
  memoryPorts,
  userFile,
  workspaceRoot,
  writeUserFile,
  type MemoryPorts,
} from './memory-world.js';
import { copyDisk } from './power-cut.js';
import { operation, wholeMigration } from './real-workspace.js';

const original = 'class Agent:\n    port = 1\n    last = 2\n';
const migrated = `# infrastructure\n# core-logic\n# integration\n${original}`;

export interface CrashScenario {
  readonly name: string;
  /** Everything up to the moment from which on a crash is tried; not disturbed. */
  prepare(disk: MemoryDisk): Promise<void>;
  /** What is disturbed. Answers with what each file now surely is, because the user was told so. */
  act(ports: MemoryPorts): Promise<Readonly<Record<string, string>>>;
  /** Contents that each file may have after recovery. */
  readonly allowed: Readonly<Record<string, readonly string[]>>;
  /** It opens no change, so recovery has nothing to do; what a crash left beside the file goes with the next change there. */
  readonly leavesUntilNextChange?: boolean;
  /** When the disturbed part happens, after everything before it. */
  readonly laterMs?: number;
  /** So large that only one of so many operations is tried. */
  readonly sampled?: number;
}

const migrateFiles = async (
  ports: MigratePorts,
  paths: readonly string[],
  through: Stage = 'integration',
): Promise<Record<string, string>> => {
  const told: Record<string, string> = {};
  const { migrations } = await migrate(ports, { ...wholeMigration, through, paths }, operation);
  const result = through === 'integration' ? migrated : migratedOnce;
  for (const { path, status } of migrations) if (status === 'applied') told[path] = result;
  return told;
};

const rollBackFile = async (ports: MigratePorts, named: string, result: string): Promise<Record<string, string>> => {
  const request = { named, to: 'original', automatic: false, restoreDeleted: false } as const;
  const proposal = await proposeRollback(ports, request, operation);
  const entry = await applyRollback(ports, proposal, operation);
  return entry.status === 'restored' || entry.status === 'merged' ? { [entry.path]: result } : {};
};

async function newWorkspace(disk: MemoryDisk, names: readonly string[]): Promise<void> {
  await makeFolders(disk);
  for (const name of names) await writeUserFile(disk, name, Buffer.from(original));
}

/** Of other content, so that each has versions of its own. */
async function twoOfWhichOneWasTakenBack(disk: MemoryDisk): Promise<void> {
  await newWorkspace(disk, ['a.py']);
  await writeUserFile(disk, 'b.py', Buffer.from(asOther(original)));
  await migrateFiles(memoryPorts(disk, 1), ['a.py', 'b.py']);
  await rollBackFile(memoryPorts(disk, 1), 'a.py', original);
}

const asOther = (text: string): string => text.replace('Agent', 'Other');
const otherMigrated = asOther(migrated);
const migratedOnce = `# infrastructure\n${original}`;
const edited = migrated.replace('port = 1', 'port = 9');
const contested = migrated.replace('# core-logic', '# mine');

/** A migration of one file takes about as many from its first record on. */
const operationsOfAChange = 50;
const beyondRetentionMs = 40 * 24 * 60 * 60 * 1000;
const twentyFiles = Array.from({ length: 20 }, (_, index) => `agent_${index}.py`);

/** The journeys whose every operation is a place where the power may fail. */
export function crashScenarios(): readonly CrashScenario[] {
  return [
    {
      name: 'the first migration of a workspace',
      prepare: (disk) => newWorkspace(disk, ['a.py']),
      act: (ports) => migrateFiles(ports, ['a.py']),
      allowed: { 'a.py': [original, migrated] },
    },
    {
      name: 'migrating three files',
      prepare: async (disk) => {
        await newWorkspace(disk, ['a.py', 'b.py', 'c.py', 'd.py']);
        await migrateFiles(memoryPorts(disk, 1), ['d.py']);
      },
      act: (ports) => migrateFiles(ports, ['a.py', 'b.py', 'c.py']),
      allowed: {
        'a.py': [original, migrated],
        'b.py': [original, migrated],
        'c.py': [original, migrated],
        'd.py': [migrated],
      },
    },
    {
      name: 'migrating twenty files',
      prepare: (disk) => newWorkspace(disk, twentyFiles),
      act: (ports) => migrateFiles(ports, twentyFiles),
      allowed: Object.fromEntries(twentyFiles.map((name) => [name, [original, migrated]])),
      sampled: 20,
    },
    {
      name: 'migrating three files through the first stage',
      prepare: (disk) => newWorkspace(disk, ['a.py', 'b.py', 'c.py']),
      act: (ports) => migrateFiles(ports, ['a.py', 'b.py', 'c.py'], 'infrastructure'),
      allowed: Object.fromEntries(['a.py', 'b.py', 'c.py'].map((name) => [name, [original, migratedOnce]])),
    },
    {
      name: 'rolling three files back',
      prepare: async (disk) => {
        await newWorkspace(disk, ['a.py', 'b.py', 'c.py']);
        await migrateFiles(memoryPorts(disk, 1), ['a.py', 'b.py', 'c.py']);
      },
      act: async (ports) => ({
        ...(await rollBackFile(ports, 'a.py', original)),
        ...(await rollBackFile(ports, 'b.py', original)),
        ...(await rollBackFile(ports, 'c.py', original)),
      }),
      allowed: Object.fromEntries(['a.py', 'b.py', 'c.py'].map((name) => [name, [original, migrated]])),
    },
    {
      name: 'collecting what was taken back long ago, and healing what one home has lost',
      prepare: async (disk) => {
        await twoOfWhichOneWasTakenBack(disk);
        const blobs = disk.find(`${workspaceRoot}/.agent-migrator/blobs`);
        const [lost] = blobs?.entries.keys() ?? [];
        if (lost !== undefined) blobs?.rename(new Map([[lost, undefined]]));
        await disk.syncDirectory(`${workspaceRoot}/.agent-migrator/blobs`);
      },
      act: async ({ keeper }) => {
        await keeper.collect(operation);
        return {};
      },
      allowed: { 'a.py': [original], 'b.py': [otherMigrated] },
      laterMs: beyondRetentionMs,
    },
    {
      name: 'emptying the trash of what was taken back long ago',
      prepare: async (disk) => {
        await twoOfWhichOneWasTakenBack(disk);
        const { keeper } = memoryPorts(disk, 1, { clock: clockAt(beyondRetentionMs) });
        if ((await keeper.collect(operation)).setAside === 0) throw new Error('There is no trash to be emptied.');
      },
      act: async ({ keeper }) => {
        await keeper.collect(operation);
        return {};
      },
      allowed: { 'a.py': [original], 'b.py': [otherMigrated] },
      laterMs: beyondRetentionMs,
    },
    {
      name: 'a migration that fails its validation',
      prepare: (disk) => newWorkspace(disk, ['a.py']),
      act: async (ports) => {
        const checks = [{ id: 'compile', status: 'fail', detail: 'no', findings: [] }] as const;
        const validate: InPlaceValidator = ({ stages: [first] }) =>
          Promise.resolve(first ? [{ stage: first.stage, sha256: first.sha256, checks }] : []);
        const { migrations } = await migrate({ ...ports, validate }, { ...wholeMigration, paths: ['a.py'] }, operation);
        return migrations[0]?.status === 'rolled-back' ? { 'a.py': original } : {};
      },
      allowed: { 'a.py': [original] },
    },
    {
      name: 'a rollback',
      prepare: async (disk) => {
        await newWorkspace(disk, ['a.py']);
        await migrateFiles(memoryPorts(disk, 1), ['a.py']);
      },
      act: (ports) => rollBackFile(ports, 'a.py', original),
      allowed: { 'a.py': [original, migrated] },
    },
    {
      name: 'a rollback that merges',
      prepare: async (disk) => {
        await newWorkspace(disk, ['a.py']);
        await migrateFiles(memoryPorts(disk, 1), ['a.py']);
        await writeUserFile(disk, 'a.py', Buffer.from(edited));
      },
      act: (ports) => rollBackFile(ports, 'a.py', original.replace('port = 1', 'port = 9')),
      allowed: { 'a.py': [edited, original.replace('port = 1', 'port = 9')] },
    },
    {
      name: 'a rollback that conflicts',
      prepare: async (disk) => {
        await newWorkspace(disk, ['a.py']);
        await migrateFiles(memoryPorts(disk, 1), ['a.py']);
        await writeUserFile(disk, 'a.py', Buffer.from(contested));
      },
      act: async (ports) => {
        await rollBackFile(ports, 'a.py', contested);
        return { 'a.py': contested };
      },
      allowed: { 'a.py': [contested] },
      leavesUntilNextChange: true,
    },
    {
      name: 'undoing a rollback',
      prepare: async (disk) => {
        await newWorkspace(disk, ['a.py']);
        await migrateFiles(memoryPorts(disk, 1), ['a.py']);
        await rollBackFile(memoryPorts(disk, 1), 'a.py', original);
      },
      act: async (ports) => {
        const { history } = await ports.store.view();
        return await rollBackFile(ports, history.rollbacks[0]?.id ?? '', migrated);
      },
      allowed: { 'a.py': [original, migrated] },
    },
    {
      name: 'restoring a deleted file',
      prepare: async (disk) => {
        await newWorkspace(disk, ['a.py']);
        await migrateFiles(memoryPorts(disk, 1), ['a.py']);
        await disk.remove(`${workspaceRoot}/a.py`);
        await disk.syncDirectory(workspaceRoot);
      },
      act: async (ports) => {
        const request = { named: 'a.py', to: 'original' as const, automatic: false, restoreDeleted: true };
        const entry = await applyRollback(ports, await proposeRollback(ports, request, operation), operation);
        return entry.status === 'restored' ? { 'a.py': original } : {};
      },
      allowed: { 'a.py': [original, ''] },
    },
    {
      name: 'a migration after the folder of the store was deleted',
      prepare: async (disk) => {
        await newWorkspace(disk, ['a.py', 'b.py']);
        await migrateFiles(memoryPorts(disk, 1), ['b.py']);
        disk.root.entries.get('work')?.entries.delete('.agent-migrator');
        await disk.syncDirectory('/work');
      },
      act: (ports) => migrateFiles(ports, ['a.py']),
      allowed: { 'a.py': [original, migrated], 'b.py': [migrated] },
    },
    ...Array.from({ length: operationsOfAChange }, (_, index) => interruptedBeforeEnd(index + 1)),
  ];
}

/** Recovery itself, of a migration that was killed at one of its operations. */
function interruptedBeforeEnd(distance: number): CrashScenario {
  return {
    name: `recovering a migration that was killed ${distance} operations before its end`,
    prepare: async (disk) => {
      await makeFolders(disk);
      await disk.makeDirectory(agentsFolder, 0o755);
      await disk.syncDirectory(workspaceRoot);
      await writeUserFile(disk, 'agents/a.py', Buffer.from(original));
      const whole = copyDisk(disk);
      await migrateFiles(memoryPorts(whole, 1), ['agents/a.py']);
      const number = whole.operations - distance;
      const killed = new MemoryDisk(disk.root, (at) => (at.number === number ? { kind: 'kill' } : undefined));
      await migrateFiles(memoryPorts(killed, 1), ['agents/a.py']).catch((error: unknown) => {
        if (!(error instanceof KilledError)) throw error;
      });
    },
    act: async (ports) => {
      await recover(ports, [], operation);
      return {};
    },
    allowed: { 'agents/a.py': [original, migrated] },
  };
}

/** What the user has in a file at the start, which must be had back whatever happens. */
export async function contentsBefore(disk: MemoryDisk, scenario: CrashScenario): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const name of Object.keys(scenario.allowed)) contents[name] = (await userFile(disk, name)) ?? '';
  return contents;
}
