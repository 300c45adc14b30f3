// A worker that saves one file again and again, each time when it is told to: another program beside ours.
import { renameSync, writeFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { SaverData } from './racing-saves.js';

const { shared, file } = workerData as SaverData;
const turn = new Int32Array(shared, 0, 4);
const times = new BigInt64Array(shared, 16, 2);

for (let number = 1; ; number++) {
  Atomics.wait(turn, 0, number - 1);
  const [, , delayUs = 0, byRename = 0] = turn;
  if (delayUs < 0) break;
  const until = process.hrtime.bigint() + BigInt(delayUs) * 1000n;
  while (process.hrtime.bigint() < until);
  times[0] = process.hrtime.bigint();
  const content = `class Agent:\n    port = 2  # saved ${number}\n`;
  if (byRename === 1) {
    writeFileSync(`${file}.saving`, content);
    renameSync(`${file}.saving`, file);
  } else {
    writeFileSync(file, content);
  }
  times[1] = process.hrtime.bigint();
  Atomics.store(turn, 1, number);
  Atomics.notify(turn, 1);
}
