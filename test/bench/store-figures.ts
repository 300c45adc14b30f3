import path from 'node:path';
import { output } from './cost.js';
import type { Figure, FigureSource } from './figures.js';
import { percentile } from './statistics.js';

interface StoreTimes {
  readonly replaced: readonly number[];
  readonly bare: readonly number[];
  readonly rolledBack: readonly number[];
  readonly recovered: number;
}

/** What every change of a file waits for. */
export const store: FigureSource = {
  id: 'store',
  measure: async () => {
    const stdout = await output({
      file: process.execPath,
      args: [path.resolve('out/test/bench/subjects/stores.mjs')],
      input: JSON.stringify({ replacements: 300, rollbacks: 20, records: 1000 }),
    });
    const { replaced, bare, rolledBack, recovered } = JSON.parse(stdout) as StoreTimes;
    const what = 'durable replacement of 227 KB';
    return [
      under('store, replacement p50', `${what}, p50`, percentile(replaced, 0.5), 15),
      under('store, replacement p99', `${what}, p99`, percentile(replaced, 0.99), 60),
      ofDisk('store, disk p50', 'write, sync, rename, sync of as much, p50', percentile(bare, 0.5)),
      ofDisk('store, disk p99', 'write, sync, rename, sync of as much, p99', percentile(bare, 0.99)),
      under('store, rollback', 'rollback of 227 KB, the longest of 20', Math.max(...rolledBack), 1000),
      under('store, recovery', 'recovery with 1,000 records', recovered, 500),
    ];
  },
};

function under(id: string, what: string, value: number, maximum: number): Figure {
  return { id, what, value, unit: 'ms', target: `≤ ${maximum} ms`, met: value <= maximum };
}

/** What this disk takes for the least that is durable; nothing of ours to hold to a target. */
function ofDisk(id: string, what: string, value: number): Figure {
  return { id, what, value, unit: 'ms', target: '', met: undefined };
}
