/** Files that tests are made of. */
const testFiles: readonly string[] = [
  'test/',
  'tests/',
  '__tests__/',
  'test_*.py',
  '*_test.py',
  'conftest.py',
  '__mocks__/',
  ...['test', 'spec', 'e2e', 'bench'].flatMap((kind) => [`*.${kind}.[jt]s`, `*.${kind}.[jt]sx`, `*.${kind}.[mc][jt]s`]),
];

/**
 * What an assessment leaves out unless it is asked for everything: code that is not the project's own, made by a build, kept as a
 * copy, or a test. Patterns as in `.gitignore`, matched at any depth; replaced by the setting of the same name.
 */
export const defaultExcludes: readonly string[] = [
  // Version control and our own store.
  '.git/',
  '.hg/',
  '.svn/',
  '.agent-migrator/',
  // Dependencies and virtual environments.
  'node_modules/',
  'bower_components/',
  'site-packages/',
  'venv/',
  '.venv/',
  'virtualenv/',
  '.virtualenv/',
  '.tox/',
  '.nox/',
  '.conda/',
  // Build output and caches.
  'build/',
  'dist/',
  'out/',
  '__pycache__/',
  '.mypy_cache/',
  '.pytest_cache/',
  '.ruff_cache/',
  '.eggs/',
  '*.egg-info/',
  '.next/',
  'coverage/',
  ...testFiles,
  // Copies.
  'backup/',
  'backups/',
  'archive/',
  '_trash/',
  '_trash_*/',
];

/** The same but for tests, which break as any other file does when something that they use goes by another name. */
export const excludesButTests: readonly string[] = defaultExcludes.filter((pattern) => !testFiles.includes(pattern));
