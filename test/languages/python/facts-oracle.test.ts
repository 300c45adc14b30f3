import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { compareFacts, type Comparison } from './oracle/compare-facts.js';
import { hasPython, pythonFilesBelow, standardLibrary } from './oracle/python.js';
import { pythonModule } from './support/arbitrary-module.js';

const LOWEST_AGREEMENT = 0.995;

function assertAgrees({ agreed, missed, invented }: Comparison): void {
  const shown = [...missed.map((one) => `missed ${one}`), ...invented.map((one) => `invented ${one}`)].slice(0, 10);
  assert(agreed / (agreed + missed.length) >= LOWEST_AGREEMENT, shown.join('\n'));
  assert(agreed / (agreed + invented.length) >= LOWEST_AGREEMENT, shown.join('\n'));
}

describe('readPythonFacts beside an oracle on the syntax tree', function () {
  this.timeout(180_000);
  before(function () {
    if (!hasPython) this.skip();
  });

  it('agrees on the standard library', () => {
    const compared = compareFacts(standardLibrary(process.env['FULL_ORACLE'] ? 1 : 8));
    assert(compared.agreed > 3000);
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
