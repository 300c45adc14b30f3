// One process of many that want the same lock: DIRECTORY ROUNDS [careless]. It prints a line for every round, and "two holders" when it meets a live one.
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeDisk } from '../../../src/node/store/node-disk.js';
import { systemProcesses } from '../../../src/node/store/process-identity.js';
import { takeLock } from '../../../src/node/store/store-lock.js';

const [directory = '', rounds = '1', manner] = process.argv.slice(2);
// A known-bad lock, which takes every other process for dead: whoever counts holders must find two.
const everybodyDead = { own: () => systemProcesses.own(), isProvablyDead: () => Promise.resolve(true) };
const processes = manner === 'careless' ? everybodyDead : systemProcesses;
const inside = path.join(directory, '..', 'inside');
const operation = { signal: new AbortController().signal };

for (let round = 0; round < Number(rounds); round++) {
  const lock = await takeLock({ disk: nodeDisk, directory, processes, purpose: 'test', waitMs: 120_000 }, operation);
  await enter();
  await delay(Math.random() * 3);
  try {
    await lock.assertHeld();
  } catch {
    console.log('fenced');
    process.exit(1);
  }
  await rm(inside);
  await lock.release();
  console.log('round');
}

/** The file says who is in the guarded part; one that a killed process left is no second holder. */
async function enter(): Promise<void> {
  for (;;) {
    try {
      const file = await open(inside, 'wx');
      await file.write(String(process.pid));
      await file.close();
      return;
    } catch {
      const holder = Number(await readFile(inside, 'utf8').catch(() => '0'));
      if (holder > 0 && isAlive(holder)) {
        console.log('two holders');
        process.exit(1);
      }
      await rm(inside, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
