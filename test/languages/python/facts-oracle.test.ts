import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { compareFacts, precision, recall, type Comparison, type Counts } from './oracle/compare-facts.js';
import { hasPython, pythonFilesBelow, standardLibrary } from './oracle/python.js';
import { pythonModule } from './support/arbitrary-module.js';

const LOWEST_AGREEMENT = 0.995;
/** A kind with fewer facts is judged with the others only: one slip of the oracle's would decide it. */
const FEWEST_FACTS_OF_A_KIND = 50;

function assertAgrees({ agreed, missed, invented, byKind }: Comparison): void {
  const shown = [...missed.map((one) => `missed ${one}`), ...invented.map((one) => `invented ${one}`)].slice(0, 10);
  const judge = (counts: Counts, what: string): void => {
    const words = `${what}: recall ${recall(counts)}, precision ${precision(counts)}`;
    assert(recall(counts) >= LOWEST_AGREEMENT && precision(counts) >= LOWEST_AGREEMENT, [words, ...shown].join('\n'));
  };
  judge({ agreed, missed: missed.length, invented: invented.length }, 'all kinds');
  for (const [kind, counts] of byKind) {
    if (counts.agreed + counts.missed >= FEWEST_FACTS_OF_A_KIND) judge(counts, kind);
  }
}

/** For whoever measures: what the expectations above are held against. */
function print({ files, agreed, missed, invented, byKind }: Comparison): void {
  const row = (what: string, counts: Counts): string =>
    `${what.padEnd(15)}${String(counts.agreed + counts.missed).padStart(8)} facts   recall ${recall(counts).toFixed(4)}   precision ${precision(counts).toFixed(4)}`;
  const rows = [...byKind].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, counts]) => row(kind, counts));
  const all = row('all', { agreed, missed: missed.length, invented: invented.length });
  console.log([`${files} files that parse`, ...rows, all].join('\n'));
}

describe('readPythonFacts beside an oracle on the syntax tree', function () {
  // A whole tree takes minutes; the sample of every run takes seconds.
  this.timeout((process.env['FULL_ORACLE'] ?? process.env['ORACLE_CORPUS']) ? 3_600_000 : 180_000);
  before(function () {
    if (!hasPython) this.skip();
  });

  it('agrees on the standard library', () => {
    const isFull = process.env['FULL_ORACLE'] !== undefined;
    const compared = compareFacts(standardLibrary(isFull ? 1 : 8));
    if (isFull) print(compared);
    assert(compared.agreed > 3000);
    assertAgrees(compared);
  });

  it('agrees on the tree that ORACLE_CORPUS names', function () {
    const folder = process.env['ORACLE_CORPUS'];
    if (folder === undefined) this.skip();
    const compared = compareFacts(pythonFilesBelow(folder));
    print(compared);
    assertAgrees(compared);
  });

  it('agrees on every fact of the example fleet', () => {
    const compared = compareFacts(pythonFilesBelow(path.resolve('media/example-fleet')));
    assert(compared.agreed > 200);
    assert.deepEqual([...compared.missed, ...compared.invented], []);
  });

  it('agrees on every fact of generated modules', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'facts-oracle-'));
    try {
      const files = fc.sample(pythonModule, { numRuns: 400, seed: 20 }).map((text, index) => {
        const file = path.join(folder, `${index}.py`);
        writeFileSync(file, text);
        return file;
      });
      const compared = compareFacts(files);
      assert(compared.files > 390 && compared.agreed > 2000, `${compared.files} files, ${compared.agreed} facts`);
      assert.deepEqual([...compared.missed, ...compared.invented], []);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
