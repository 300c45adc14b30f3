// Migrates on a real disk of its own with every amount of room, and rolls back when not a byte is left: DIRECTORY STEP_BYTES. In a mount
// namespace of its own, so that nobody else sees the disk and it goes with the process. Prints the counts as JSON.
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { migratedOf, originalOf, takeStep, type StoreStep } from './store-step.js';

const diskBytes = 8 * 1024 * 1024;
const [directory = '', stepBytes = '65536'] = process.argv.slice(2);
const root = path.join(directory, 'workspace');
const file = 'agent.py';
const filler = '# filler\n'.repeat(25_000);
const counts = { trials: 0, migrated: 0, refused: 0, rolledBack: 0, damages: [] as string[] };

function fill(name: string, leaveBytes: number): void {
  const { bavail, bsize } = statfsSync(directory);
  const file = openSync(path.join(directory, name), 'w');
  try {
    let rest = bavail * bsize - leaveBytes;
    while (rest > 0) rest -= writeSync(file, Buffer.alloc(Math.min(rest, 65_536), 1));
  } catch {
    // Full a little earlier than it said.
  }
  closeSync(file);
}

async function tryRoom(room: number): Promise<void> {
  for (const name of readdirSync(directory)) rmSync(path.join(directory, name), { recursive: true });
  mkdirSync(root);
  const original = originalOf(file) + filler;
  const step: Omit<StoreStep, 'kind'> = {
    root,
    state: path.join(directory, 'state'),
    files: [file],
    through: 'integration',
    laterMs: 3_600_000,
  };
  writeFileSync(path.join(root, file), original);
  fill('filler', room);
  const told = await takeStep({ ...step, kind: 'migrate' });
  const isApplied = file in told;
  const after = readFileSync(path.join(root, file), 'latin1');
  counts.trials++;
  counts[isApplied ? 'migrated' : 'refused']++;
  if (after !== (isApplied ? migratedOf(file, 'integration') + filler : original)) counts.damages.push(`${room}: torn`);
  if (isApplied) {
    fill('rest', 0);
    const back = await takeStep({ ...step, kind: 'rollback' });
    if (file in back && readFileSync(path.join(root, file), 'latin1') === original) counts.rolledBack++;
    else counts.damages.push(`${room}: not rolled back on a full disk`);
  }
  const left = readdirSync(root).filter((name) => name !== file && name !== '.agent-migrator');
  counts.damages.push(...left.map((name) => `${room}: left ${name}`));
}

async function main(): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', directory]);
  for (let room = 0; room <= diskBytes; room += Number(stepBytes)) await tryRoom(room);
  console.log(JSON.stringify(counts));
}

void main();
