/**
 * What the store costs on the disk of temporary files, in wall milliseconds: replacing a file of 227 KB durably, rolling back its migration
 * from the question to the last record, and recovering with a journal of 1,000 records.
 */
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { applyRollback } from '../../../src/app/rollback/apply-rollback.js';
import { migrate } from '../../../src/app/migrate/migrate.js';
import { proposeRollback } from '../../../src/app/rollback/propose-rollback.js';
import { recover } from '../../../src/app/migrate/recover.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import { operation, realWorkspace, wholeMigration } from '../../support/store/real-workspace.js';

interface Input {
  readonly replacements: number;
  readonly rollbacks: number;
  readonly records: number;
}

const { replacements, rollbacks, records } = (await json(process.stdin)) as Input;
const workspace = await realWorkspace();
const { ports } = workspace;
const original = `class Agent:\n${`    # ${'-'.repeat(57)}\n`.repeat(3632)}`;

async function wallMs(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function replace(turn: number): Promise<void> {
  const [before, after] = [Buffer.from(`${original}# ${turn}\n`), Buffer.from(`${original}# ${turn + 1}\n`)];
  const names = { path: 'replaced.py', transaction: 'm-0123abcd' };
  const [beforeSha256, afterSha256] = [sha256Of(before), sha256Of(after)];
  const outcome = await ports.applier.apply({ ...names, expectedSha256: beforeSha256, before, after, label: 'bench' });
  if (outcome.status !== 'applied') throw new Error(outcome.reason.message);
  await ports.settler.settle({ ...names, beforeSha256, afterSha256 });
}

/** The least that any program does to have a new file there after a power cut: what the disk takes of the replacement above. */
async function replaceBarely(turn: number): Promise<void> {
  const target = path.join(workspace.root, 'barely.py');
  const file = await open(`${target}.tmp`, 'w');
  await file.writeFile(`${original}# ${turn}\n`);
  await file.sync();
  await file.close();
  await rename(`${target}.tmp`, target);
  const folder = await open(workspace.root, 'r');
  await folder.sync();
  await folder.close();
}

async function rollBack(): Promise<void> {
  const request = { named: 'agent.py', to: 'original' as const, automatic: false, restoreDeleted: false };
  const entry = await applyRollback(ports, await proposeRollback(ports, request, operation), operation);
  if (entry.status !== 'restored') throw new Error(entry.reason?.message ?? entry.status);
}

async function interrupt(): Promise<void> {
  const session = await ports.store.open('bench', operation);
  const before = await session.checkpoints.put(Buffer.from(original));
  const id = session.newId('migration');
  for (let number = 1; number < records; number++) {
    await session.append({ kind: 'noted', id, topic: 'bench', data: { number } });
  }
  await session.append({
    kind: 'migration-begun',
    id,
    path: 'agent.py',
    before: { sha256: before },
    after: { sha256: sha256Of(Buffer.from('never written')) },
    plan: 'p-1',
    classes: ['Agent'],
    through: 'infrastructure',
    stages: [],
    validates: false,
  });
  await session.close();
}

try {
  await workspace.write('replaced.py', `${original}# 0\n`);
  const replaced: number[] = [];
  const bare: number[] = [];
  // In turn, so that both meet the same disk.
  for (let turn = 0; turn < replacements; turn++) {
    replaced.push(await wallMs(() => replace(turn)));
    bare.push(await wallMs(() => replaceBarely(turn)));
  }
  await workspace.write('agent.py', original);
  const rolledBack: number[] = [];
  for (let turn = 0; turn < rollbacks; turn++) {
    await migrate(ports, { ...wholeMigration, paths: ['agent.py'] }, operation);
    rolledBack.push(await wallMs(rollBack));
  }
  await interrupt();
  const recovered = await wallMs(async () => {
    const report = await recover(ports, [], operation);
    if (report.recovered.length !== 1) throw new Error('There was nothing to recover.');
  });
  console.log(JSON.stringify({ replaced, bare, rolledBack, recovered }));
} finally {
  await workspace.dispose();
}
