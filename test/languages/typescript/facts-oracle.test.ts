import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { compareFiles, compareTexts, type Comparison } from './oracle/compare-facts.js';
import { typeScriptModule } from './support/arbitrary-module.js';

const LOWEST_AGREEMENT = 0.99;
/** The checker that the oracle asks takes minutes for bundles. */
const LARGEST_FILE_BYTES = 100 * 1024;

function assertAgrees({ agreed, missed, invented }: Comparison): void {
  const shown = [...missed.map((one) => `missed ${one}`), ...invented.map((one) => `invented ${one}`)].slice(0, 10);
  assert(agreed / (agreed + missed.length) >= LOWEST_AGREEMENT, shown.join('\n'));
  assert(agreed / (agreed + invented.length) >= LOWEST_AGREEMENT, shown.join('\n'));
}

/** Every so many files below a folder. */
function sourcesBelow(folder: string, pattern: RegExp, every: number): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file) && !/\.d\.[mc]?ts$/.test(file))
    .sort()
    .filter((_, index) => index % every === 0)
    .map((file) => path.join(folder, file))
    .filter((file) => statSync(file).size < LARGEST_FILE_BYTES);
}

describe('readTypeScriptFacts beside an oracle on the compiler', function () {
  this.timeout(180_000);

  it('agrees on what this project itself is written in', () => {
    const files = sourcesBelow('src', /\.ts$/, process.env['FULL_ORACLE'] ? 1 : 6);
    const compared = compareFiles(files);
    assert(compared.files > 40);
    assertAgrees(compared);
  });

  it('agrees on JavaScript of many hands', () => {
    const folders = ['mocha', 'fast-check', 'playwright-core', 'eslint'];
    const files = folders.flatMap((name) => sourcesBelow(path.join('node_modules', name, 'lib'), /\.[cm]?js$/, 40));
    const compared = compareFiles(files.slice(0, process.env['FULL_ORACLE'] ? undefined : 40));
    assertAgrees(compared);
  });

  it('agrees on every fact of generated modules', () => {
    const texts = fc.sample(typeScriptModule, { numRuns: 300, seed: 20 });
    const compared = compareTexts(texts.map((text, index) => ({ path: `${index}.ts`, text })));
    assert(compared.files > 280 && compared.agreed > 600, `${compared.files} files, ${compared.agreed} facts`);
    assert.deepEqual([...compared.missed, ...compared.invented], []);
  });
});
