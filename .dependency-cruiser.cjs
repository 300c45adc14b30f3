/** The house rule: arrows point inward. See ARCHITECTURE.md, "The rule". */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [`^src/${from}/`, ...allowed.map((room) => `^src/${room}`)] },
});

module.exports = {
  forbidden: [
    only('core-is-innermost', 'core', [], 'core knows nothing of the other rooms.'),
    only('languages-know-core', 'languages', ['core/'], 'A language adapter turns text into facts and edits.'),
    only('app-knows-core-and-languages', 'app', ['core/', 'languages/'], 'Use cases meet the world through app/ports.'),
    only('node-implements-ports', 'node', ['app/', 'core/', 'languages/'], 'Adapters implement ports.'),
    only('protocol-knows-core-types', 'protocol', ['core/'], 'Messages are made of core data.'),
    only('webview-knows-protocol', 'webview', ['protocol/'], 'The browser sees messages only.'),
    {
      name: 'vscode-uses-node-in-compose-only',
      comment: 'Only the composition root knows which adapter stands behind a port.',
      severity: 'error',
      from: { path: '^src/vscode/', pathNot: '^src/vscode/compose' },
      to: { path: ['^src/node/', '^src/cli', '^src/webview/'] },
    },
    {
      name: 'vscode-never-reaches-cli',
      severity: 'error',
      from: { path: '^src/vscode/' },
      to: { path: ['^src/cli', '^src/webview/'] },
    },
    {
      name: 'cli-uses-node-in-compose-only',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: '^src/cli/compose' },
      to: { path: ['^src/node/', '^src/vscode/', '^src/webview/', '^src/protocol/'] },
    },
    {
      name: 'only-vscode-reaches-vscode',
      comment: 'Transitively: the engine runs in the CLI and in workers, where there is no VS Code.',
      severity: 'error',
      from: { path: '^src/(core|languages|app|node|cli|protocol|webview)' },
      to: { path: '^vscode$', reachable: true },
    },
    {
      name: 'core-is-pure',
      comment: 'No Node, no parser library. picomatch and valibot are pure.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: ['valibot', 'picomatch'] },
    },
    {
      name: 'no-circular',
      comment:
        "A language's grammar is recursive (an argument holds an expression holds a call), and so are its files.",
      severity: 'error',
      from: { pathNot: '^src/languages/[^/]+/(scanner|grammar)/' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: [
          '\\.d\\.ts$',
          '^src/languages/python/scanner/',
          '^src/(extension|cli)\\.ts$',
          '-worker\\.ts$',
          '^src/webview/',
          'tsconfig\\.json$',
        ],
      },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
