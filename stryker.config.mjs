// Mutation testing of what must never lose a byte: `npm run test:mutation [-- --mutate src/core/merge/*.ts]`. Not part of `npm test`.

/** Suites that try thousands of crashes and saves, and one that kills processes, which would run the code as it is. */
const slowSuites = ['crash', 'byte-fidelity', 'full-disk', 'saves-meanwhile', 'killed-processes'];

/** Tests of many rounds, and contests of processes, which would run the code as it is. */
const slowTests = [
  'has one holder among many processes',
  'would be seen to have two holders',
  'keeps an edit that stands apart',
  'merges a file of fifty thousand lines',
  'searches up to three thousand edited lines',
  'parts what stayed at either end',
  'never believes a record that is not the one',
];

export default {
  mutate: ['src/core/merge/*.ts', 'src/core/journal/*.ts', 'src/node/store/*.ts'],
  // The tests are bundles: they are built once, with all mutants in them.
  buildCommand: 'node test/support/build-sandbox.mjs',
  symlinkNodeModules: false,
  ignorePatterns: ['.vscode-test', 'out', 'dist', '*.vsix'],
  testRunner: 'mocha',
  mochaOptions: {
    spec: [
      'out/test/core/merge/*.test.mjs',
      'out/test/core/journal/*.test.mjs',
      `out/test/node/store/!(${slowSuites.join('|')}).test.mjs`,
    ],
    grep: `^(?!.*(${slowTests.join('|')}))`,
  },
  coverageAnalysis: 'perTest',
  dryRunTimeoutMinutes: 30,
  concurrency: 2,
  thresholds: { high: 90, low: 85, break: 85 },
  reporters: ['clear-text', 'progress', 'html'],
  htmlReporter: { fileName: 'out/mutation/index.html' },
  tempDirName: 'out/stryker',
  disableTypeChecks: false,
};
