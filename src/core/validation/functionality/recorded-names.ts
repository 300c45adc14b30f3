import type { RecordedValue } from './recorded-trace.js';

/** A member that a migration has renamed because the base has one of its name: Python's `_own_socket`, TypeScript's `ownSocket`. */
export const madeRoom = (name: string): boolean => /^_own_|^own[A-Z]/.test(name);

/** The name that a member had before it made room for one of the base's: `socket` for `_own_socket` and `_socket` alike. */
export function plainName(name: string): string {
  return name
    .replace(/^own([A-Z])/, (_, first: string) => first.toLowerCase())
    .replace(/^_own_/, '')
    .replace(/^_+/, '')
    .replace(/_\d+$/, '');
}

/** The message of an error without what a migration does to the names that it quotes: `no attribute '_own_socket'`. */
export const withPlainQuotes = (message: string): string =>
  message.replace(/'([A-Za-z_]\w*)'/g, (_, name: string) => `'${plainName(name)}'`);

/** A value without the names that a migration may change: those of functions and threads. */
export function withPlainNames(value: RecordedValue): RecordedValue {
  if (Array.isArray(value)) return value.map((item: RecordedValue) => withPlainNames(item));
  if (!isRecord(value)) return value;
  const plain = Object.entries(value).map(([key, item]): [string, RecordedValue] => {
    if (key === '~function' && typeof item === 'string') return [key, plainName(item)];
    if (key === '~' && typeof item === 'string' && item.startsWith('Thread '))
      return [key, `Thread ${plainName(item.slice(7))}`];
    return [key, withPlainNames(item)];
  });
  return Object.fromEntries(plain);
}

export function isRecord(value: RecordedValue): value is { readonly [key: string]: RecordedValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values say the same, whatever the order of keys. */
export function areEqual(one: RecordedValue, other: RecordedValue): boolean {
  return written(withPlainNames(one)) === written(withPlainNames(other));
}

/** JSON with sorted keys. */
export function written(value: RecordedValue): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
