// Mutation testing of what must never lose a byte: `npm run test:mutation [-- --mutate src/core/merge/*.ts]`. Not part of `npm test`.

/** Suites that try thousands of crashes and saves, or start processes that would run the code unchanged. */
const slow = ['crash', 'byte-fidelity', 'full-disk', 'saves-meanwhile', 'lock-contest'];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['src/core/merge/*.ts', 'src/core/journal/*.ts', 'src/node/store/*.ts'],
  // The tests are bundles: they are built once, with all mutants in them.
  buildCommand: 'node test/support/build-sandbox.mjs',
  symlinkNodeModules: false,
  testRunner: 'mocha',
  mochaOptions: {
    spec: [
      'out/test/core/merge/*.test.mjs',
      'out/test/core/journal/*.test.mjs',
      `out/test/node/store/!(${slow.join('|')}).test.mjs`,
    ],
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  thresholds: { high: 90, low: 85, break: 85 },
  reporters: ['clear-text', 'progress', 'html'],
  htmlReporter: { fileName: 'out/mutation/index.html' },
  tempDirName: 'out/stryker',
  disableTypeChecks: false,
};
