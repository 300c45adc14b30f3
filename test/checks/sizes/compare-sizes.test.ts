import assert from 'node:assert/strict';
import type { Budget } from './budgets.js';
import { compareSizes, sizeTable, type Measured } from './compare-sizes.js';

const budgets: readonly Budget[] = [
  { file: 'dist/extension.js', maximumBytes: 1000, without: ['ts-morph'] },
  { file: 'agent-migrator.vsix', maximumBytes: 2000 },
];

function measured(sizes: Readonly<Record<string, number>>, inputs: Readonly<Record<string, number>> = {}): Measured {
  const parts = Object.fromEntries(Object.entries(inputs).map(([file, bytesInOutput]) => [file, { bytesInOutput }]));
  return {
    sizes: new Map(Object.entries(sizes)),
    contents: { outputs: { 'dist/extension.js': { inputs: parts } } },
  };
}

function messages(one: Measured): readonly string[] {
  return compareSizes(one, budgets).map(({ where, message }) => `${where} ${message}`);
}

describe('the check of sizes', () => {
  it('is content with files on their budget', () => {
    assert.deepEqual(messages(measured({ 'dist/extension.js': 1000, 'agent-migrator.vsix': 2000 })), []);
  });

  it('finds a bundle one byte over, and names what is heaviest in it', () => {
    const found = messages(
      measured({ 'dist/extension.js': 1001, 'agent-migrator.vsix': 2000 }, { 'src/a.ts': 1, 'src/b.ts': 900 }),
    );
    assert.equal(found.length, 1);
    assert.match(found[0] ?? '', /^dist\/extension\.js weighs 1\.0 kB instead of 1\.0 kB\n +0\.9 kB {2}src\/b\.ts\n/);
  });

  it('finds a package over its budget', () => {
    assert.deepEqual(messages(measured({ 'dist/extension.js': 1, 'agent-migrator.vsix': 2100 })), [
      'agent-migrator.vsix weighs 2.1 kB instead of 2.0 kB',
    ]);
  });

  it('finds a library that should wait in a worker', () => {
    const found = messages(
      measured({ 'dist/extension.js': 1, 'agent-migrator.vsix': 1 }, { 'node_modules/ts-morph/dist/ts-morph.js': 1 }),
    );
    assert.deepEqual(found, ['dist/extension.js contains ts-morph, which is loaded on first use']);
  });

  it('finds what was not built and what has no budget', () => {
    const found = messages(measured({ 'dist/extension.js': 1, 'dist/other.js': 1 }));
    assert.deepEqual(found, [
      'agent-migrator.vsix was not built',
      'dist/other.js has no budget; give it one in test/checks/sizes/budgets.ts',
    ]);
  });

  it('shows how much of a budget is used', () => {
    const table = sizeTable(measured({ 'dist/extension.js': 250, 'agent-migrator.vsix': 2000 }), budgets);
    assert.match(table, /dist\/extension\.js +0\.3 kB +1\.0 kB +25 %/);
  });
});
