import tseslint from 'typescript-eslint';

// One place for each of these: a convention that a tool holds needs no reviewer.
const onlyInTheirFile = [
  {
    selector: "CallExpression[callee.property.name='registerCommand']",
    message: 'Register commands through src/vscode/commands.ts, so that the list stays complete.',
  },
  {
    selector: "CallExpression[callee.property.name='executeCommand'][arguments.0.value='setContext']",
    message: 'Set context keys through src/vscode/context-keys.ts.',
  },
  {
    selector: "CallExpression[callee.property.name='getConfiguration']",
    message: 'Read settings through src/vscode/settings/settings.ts.',
  },
];

const pureClock = [
  { object: 'Date', property: 'now', message: 'Time arrives through the Clock port.' },
  { object: 'Math', property: 'random', message: 'Randomness arrives from outside.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/', 'media/', 'test/fixtures/', '**/*.{mjs,cjs,js}'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'src/webview/tsconfig.json', 'src/languages/python/scanner/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 40, skipComments: true }],
      'max-params': ['error', 5],
      'max-depth': ['error', 4],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'no-restricted-syntax': ['error', ...onlyInTheirFile],
    },
  },
  {
    files: ['src/{core,languages,app}/**'],
    rules: { 'no-restricted-properties': ['error', ...pureClock] },
  },
  {
    // AssemblyScript: types of integers are all numbers to TypeScript, and types are imported like values.
    files: ['src/languages/python/scanner/**'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
  {
    files: ['src/vscode/{commands,context-keys,settings/settings}.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      // describe() blocks group tests and read better whole.
      'max-lines-per-function': 'off',
      'no-restricted-syntax': 'off',
      'no-console': 'off',
      // node:assert narrows; mocha's it() takes async functions that return nothing.
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['describe', 'it'] }],
    },
  },
);
