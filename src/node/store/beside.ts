import { randomName } from './durable-file.js';

/**
 * What a change puts beside a file for a moment: `new` is the content on its way in, `old` the file on its way out. The names carry the
 * id of the change, so that recovery knows them for its own, and end in nothing that any language imports.
 */
export type BesideKind = 'new' | 'old';

export function besideName(transaction: string, kind: BesideKind): string {
  return `.agent-migrator-${transaction}-${randomName()}.${kind}`;
}

/** Whatever change it belongs to. */
export function isAnyComing(name: string): boolean {
  return /^\.agent-migrator-[a-z]-[0-9a-f]{8,32}-[0-9a-f]{32}\.new$/u.test(name);
}

export function isBeside(name: string, transaction: string, kind: BesideKind): boolean {
  const start = `.agent-migrator-${transaction}-`;
  return (
    name.startsWith(start) && name.endsWith(`.${kind}`) && /^[0-9a-f]{32}\.[a-z]{3}$/u.test(name.slice(start.length))
  );
}
