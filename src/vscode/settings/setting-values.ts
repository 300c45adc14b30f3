export interface ConfigurationSource {
  get(key: string): unknown;
}

export function flag(source: ConfigurationSource, key: string, fallback: boolean): boolean {
  const value = source.get(key);
  return typeof value === 'boolean' ? value : fallback;
}

export function text(source: ConfigurationSource, key: string, fallback: string): string {
  const value = source.get(key);
  return typeof value === 'string' ? value.trim() : fallback;
}

export interface Bounds {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** A whole number within its bounds. */
export function bounded(source: ConfigurationSource, key: string, bounds: Bounds): number {
  return Math.round(within(source, key, bounds));
}

/** A number within its bounds. */
export function within(source: ConfigurationSource, key: string, bounds: Bounds): number {
  const value = source.get(key);
  if (typeof value !== 'number' || !Number.isFinite(value)) return bounds.default;
  return Math.min(bounds.maximum, Math.max(bounds.minimum, value));
}

export function choice<T extends string>(
  source: ConfigurationSource,
  key: string,
  choices: readonly T[],
  fallback: T,
): T {
  const value = source.get(key);
  return choices.find((one) => one === value) ?? fallback;
}

/** The entries of an object; empty for anything else. */
export function entries(source: ConfigurationSource, key: string): readonly (readonly [string, unknown])[] {
  const value = source.get(key);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
