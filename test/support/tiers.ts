import { readdirSync } from 'node:fs';
import path from 'node:path';

export interface Tier {
  readonly name: string;
  /** `unit` needs nothing but Node. */
  readonly group: 'check' | 'unit' | 'editor';
  /** Script and arguments for this Node; undefined for the static checks, which are npm scripts. */
  readonly command: readonly string[] | undefined;
}

/** Innermost first, so that the first failure is the one nearest to its cause; unknown folders come after these. */
const order = ['core', 'languages', 'app', 'node', 'cli', 'fleet', 'protocol', 'vscode', 'webview'];
const startsVscode = new Set(['host', 'browser']);

/** All tiers of this checkout: the static checks, every folder of `test/` that holds tests, then those in a real VS Code. */
export function findTiers(): readonly Tier[] {
  const folders = readdirSync('test', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'fixtures' && !startsVscode.has(entry.name))
    .map((entry) => entry.name)
    .filter(holdsTests)
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  return [
    { name: 'check', group: 'check', command: undefined },
    ...folders.map(
      (name) => ({ name, group: 'unit', command: ['out/test/support/run-tier.mjs', `out/test/${name}`] }) as const,
    ),
    { name: 'host', group: 'editor', command: ['out/test/real-vscode/run-host.mjs'] },
    { name: 'browser', group: 'editor', command: ['out/test/support/run-tier.mjs', 'out/test/browser'] },
  ];
}

function holdsTests(folder: string): boolean {
  return readdirSync(path.join('test', folder), { recursive: true, encoding: 'utf8' }).some((file) =>
    file.endsWith('.test.ts'),
  );
}

function rank(name: string): number {
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}
