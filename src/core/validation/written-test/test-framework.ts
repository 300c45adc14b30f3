export const testFrameworks = ['unittest', 'pytest'] as const;

export type TestFramework = (typeof testFrameworks)[number];

/** Files at the root of a workspace that say which framework its tests are written for. */
export const frameworkFiles = [
  'pytest.ini',
  'conftest.py',
  'tests/conftest.py',
  'pyproject.toml',
  'tox.ini',
  'setup.cfg',
  'Pipfile',
  'requirements.txt',
  'requirements-dev.txt',
  'requirements-test.txt',
  'dev-requirements.txt',
  'requirements_dev.txt',
] as const;

/** Says by being there that the tests are pytest's. */
const telling = /(?:^|\/)(?:pytest\.ini|conftest\.py)$/u;
/** A section of its configuration, or a dependency on it. */
const mention =
  /^\s*\[(?:tool[.:])?pytest\b|^\s*(?:["']|- )?pytest(?:-[\w-]+)?\s*(?:["'[=<>~!;,@]|$)|[[,]\s*["']pytest\b/mu;
const imported = /^\s*(?:import|from)\s+pytest\b/mu;

/**
 * pytest where the workspace configures it, depends on it or has tests that import it; else the standard library's. `files` are texts by
 * path: those of `frameworkFiles` that are there, and the tests.
 */
export function testFrameworkOf(files: ReadonlyMap<string, string>): TestFramework {
  const isPytest = [...files].some(([path, text]) =>
    path.endsWith('.py') ? telling.test(path) || imported.test(text) : telling.test(path) || mention.test(text),
  );
  return isPytest ? 'pytest' : 'unittest';
}
