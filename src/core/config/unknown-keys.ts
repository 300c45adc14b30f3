/** A key that was written but is not known. */
export interface UnknownKey {
  /** Dotted path from the root of the document. */
  readonly path: string;
  readonly name: string;
}

/** The keys of `written` that are missing from `understood`, the same document after its schema dropped what it does not know. */
export function unknownKeys(
  written: unknown,
  understood: unknown,
  path: readonly string[] = [],
): readonly UnknownKey[] {
  if (Array.isArray(written)) {
    const items: readonly unknown[] = Array.isArray(understood) ? understood : [];
    return written.flatMap((item, index) => unknownKeys(item, items[index], [...path, String(index)]));
  }
  if (!isObject(written) || !isObject(understood)) return [];
  return Object.entries(written).flatMap(([name, child]) => {
    const childPath = [...path, name];
    if (!Object.hasOwn(understood, name)) return [{ path: childPath.join('.'), name }];
    return unknownKeys(child, understood[name], childPath);
  });
}

/** Every key that an object somewhere in a valibot schema knows. */
export function keysOfSchema(schema: unknown): readonly string[] {
  if (!isObject(schema)) return [];
  const { entries, wrapped, item, pipe, options } = schema;
  const inner = [wrapped, item, ...listOf(pipe), ...listOf(options)];
  if (!isObject(entries)) return inner.flatMap(keysOfSchema);
  return [...Object.keys(entries), ...Object.values(entries).flatMap(keysOfSchema)];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
