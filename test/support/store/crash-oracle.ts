import { createHash } from 'node:crypto';
import type { MigratePorts } from '../../../src/app/change-ports.js';
import { migrate } from '../../../src/app/migrate/migrate.js';
import { recover } from '../../../src/app/migrate/recover.js';
import { applyRollback } from '../../../src/app/rollback/apply-rollback.js';
import { proposeRollback, type RollbackRequest } from '../../../src/app/rollback/propose-rollback.js';
import type { CrashScenario } from './crash-scenarios.js';
import type { MemoryDisk } from './memory-disk.js';
import { leftovers, memoryPorts, userFile, writeUserFile, type WorldParts } from './memory-world.js';
import { operation, wholeMigration } from './real-workspace.js';

export interface Aftermath {
  readonly scenario: CrashScenario;
  /** The disk as the crash has left it. */
  readonly disk: MemoryDisk;
  /** What the files had when the disturbed part began. */
  readonly before: Readonly<Record<string, string>>;
  /** What the user was told before the crash, by file. */
  readonly told: Readonly<Record<string, string>>;
  /** Recovery runs with these, too: a wrong part is wrong all the time. */
  readonly parts?: WorldParts;
}

/** Starts anew after a crash and says everything that is not as promised; nothing when all is well. */
export async function findDamage({ scenario, disk, before, told, parts }: Aftermath): Promise<readonly string[]> {
  const ports = memoryPorts(disk, 2, parts);
  const problems: string[] = [];
  try {
    const { recovered } = await recover(ports, [], operation);
    for (const entry of recovered) if (entry.action === 'ask') problems.push(`asked: ${entry.reason?.message ?? ''}`);
    const again = await recover(ports, [], operation);
    if (again.recovered.length > 0) problems.push('recovering again did something again');
    for (const [name, allowed] of Object.entries(scenario.allowed)) {
      problems.push(
        ...(await fileProblems(ports, disk, { name, allowed, before: before[name] ?? '', told: told[name] })),
      );
    }
    if (scenario.leavesUntilNextChange === true) await changeOnce(ports, disk);
    problems.push(...(await leftovers(disk)).map((name) => `left behind: ${name}`));
    problems.push(...(await storeProblems(ports)));
    problems.push(...(await rollbackProblems(ports, disk, scenario)));
  } catch (error) {
    problems.push(`recovery failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  return problems;
}

async function changeOnce(ports: MigratePorts, disk: MemoryDisk): Promise<void> {
  await writeUserFile(disk, 'other.py', Buffer.from('class Other:\n    pass\n'));
  await migrate(ports, { ...wholeMigration, paths: ['other.py'] }, operation);
  await applyRollback(ports, await proposeRollback(ports, wholeRollback('other.py'), operation), operation);
}

function wholeRollback(named: string): RollbackRequest {
  return { named, to: 'original', automatic: false, restoreDeleted: false };
}

interface FileExpectation {
  readonly name: string;
  readonly allowed: readonly string[];
  readonly before: string;
  readonly told: string | undefined;
}

async function fileProblems(
  ports: MigratePorts,
  disk: MemoryDisk,
  { name, allowed, before, told }: FileExpectation,
): Promise<readonly string[]> {
  const content = (await userFile(disk, name)) ?? '';
  const problems: string[] = [];
  if (!allowed.includes(content)) problems.push(`${name} is neither old nor new: ${JSON.stringify(content)}`);
  if (told !== undefined && content !== told) problems.push(`${name} is not what the user was told`);
  // Empty: the name was missing just then.
  if (before !== '' && content !== before && !(await canBeHadBack(ports, before)))
    problems.push(`the old bytes of ${name} are lost`);
  return problems;
}

async function canBeHadBack(ports: MigratePorts, content: string): Promise<boolean> {
  const sha256 = createHash('sha256').update(content, 'latin1').digest('hex');
  return await ports.store.checkpoints.get(sha256).then(
    () => true,
    () => false,
  );
}

async function storeProblems(ports: MigratePorts): Promise<readonly string[]> {
  const { warning, history } = await ports.store.view();
  const open = [...history.migrations, ...history.rollbacks].filter(
    ({ state }) => state === 'unfinished' || state === 'conflict',
  );
  return [...(warning === undefined ? [] : [warning]), ...open.map(({ id, state }) => `${id} stays ${state}`)];
}

/** Whatever stands migrated now can be taken back. */
async function rollbackProblems(
  ports: MigratePorts,
  disk: MemoryDisk,
  { allowed }: CrashScenario,
): Promise<readonly string[]> {
  const { history } = await ports.store.view();
  const problems: string[] = [];
  for (const { id, path, state } of history.migrations) {
    if (state !== 'applied' || (await userFile(disk, path)) === undefined) continue;
    const entry = await applyRollback(ports, await proposeRollback(ports, wholeRollback(id), operation), operation);
    // The file stays as it is, and both versions stand beside it.
    if (entry.status === 'conflict' && entry.copy !== undefined) continue;
    const content = (await userFile(disk, path)) ?? '';
    const isOriginal = !content.startsWith('# infrastructure');
    if (!isOriginal) problems.push(`${path} cannot be rolled back: ${entry.status} ${entry.reason?.message ?? ''}`);
    if (!(path in allowed)) problems.push(`${path} was migrated without being asked for`);
  }
  return problems;
}
