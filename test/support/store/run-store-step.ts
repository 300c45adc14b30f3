// One step on a workspace, for harnesses that trace, kill or starve a process: JSON of a StoreStep. It prints the number of the only thread
// that touches files, waits for a line, does the step and prints what the user is then told.
import { once } from 'node:events';
import { readlink } from 'node:fs/promises';
import { takeStep, type StoreStep } from './store-step.js';

async function main(): Promise<void> {
  const step = JSON.parse(process.argv[2] ?? '') as StoreStep;
  // Through the thread pool, whose size is one.
  const thread = await readlink('/proc/thread-self');
  console.log(thread.split('/').at(-1));
  await once(process.stdin, 'data');
  console.log(JSON.stringify(await takeStep(step)));
  process.exit();
}

void main();
