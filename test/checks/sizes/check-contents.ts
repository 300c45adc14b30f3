import type { Finding } from '../finding.js';

const allowed = [
  /^package(?:\.nls(?:\.[a-z]+)?)?\.json$/u,
  /^(?:README|CHANGELOG)\.md$/u,
  /^LICENSE$/u,
  /^dist\/[^/]+\.(?:css|js|json\.br|wasm)$/u,
  /^media\/(?:.+\/)?[^/]+\.(?:css|json|md|png|svg|webp)$/u,
  /^media\/(?:example-fleet|parallel-test)\/(?:.+\/)?[^/]+\.py$/u,
];
const required = [
  'package.json',
  'package.nls.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/extension.js',
  'dist/workbench.js',
  'dist/cli.js',
  'dist/commands.js',
];

/** The package holds what the extension needs to run and what people read, and nothing else. */
export function checkContents(files: readonly string[]): readonly Finding[] {
  return [
    ...files
      .filter((file) => !allowed.some((pattern) => pattern.test(file)))
      .map((file) => ({ where: file, message: 'has no business in the package' })),
    ...required
      .filter((file) => !files.includes(file))
      .map((file) => ({ where: file, message: 'is missing from the package' })),
  ];
}
