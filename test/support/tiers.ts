import { readdirSync } from 'node:fs';
import path from 'node:path';

export interface Tier {
  readonly name: string;
  /** `unit` needs nothing but Node. */
  readonly group: 'check' | 'unit' | 'editor';
  /** Static checks build what ships, before anything runs it; a browser shows what it does in time, with nothing beside it. */
  readonly phase: 'first' | 'side by side' | 'last';
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
    { name: 'check', group: 'check', phase: 'first', command: undefined },
    { name: 'host', group: 'editor', phase: 'side by side', command: ['out/test/real-vscode/run-host.mjs'] },
    ...folders.map((name) => ({ name, group: 'unit', phase: 'side by side', command: mochaOf(name) }) as const),
    { name: 'browser', group: 'editor', phase: 'last', command: mochaOf('browser') },
  ];
}

function mochaOf(folder: string): readonly string[] {
  return ['out/test/support/run-tier.mjs', `out/test/${folder}`];
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
