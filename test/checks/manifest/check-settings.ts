import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../finding.js';
import { settingsOf, type Manifest, type SettingSchema } from './manifest.js';

const prefix = 'agentMigrator.';
const scopes = ['application', 'machine', 'machine-overridable', 'window', 'resource', 'language-overridable'];

/** Reads all settings from a source of values by key without the prefix, as src/vscode/settings/settings-reader.ts does. */
export type SettingsReader = (source: { get(key: string): unknown }) => unknown;

/** Every setting is described, bounded, read, and has the same default and bounds in package.json as in the code that reads it. */
export function checkSettings(manifest: Manifest, read: SettingsReader): readonly Finding[] {
  const settings = settingsOf(manifest);
  const read_ = keysRead(read);
  return [
    ...[...settings].flatMap(([key, schema]) => checkSchema(key, schema)),
    ...manifest.contributes.configuration.flatMap(({ title, properties }) => checkOrder(title, properties)),
    ...[...settings.keys()].filter((key) => !read_.has(key)).map((key) => finding(key, 'is a setting nobody reads')),
    ...[...read_].filter((key) => !settings.has(key)).map((key) => finding(key, 'is read but not declared')),
    ...[...settings].flatMap(([key, schema]) => checkAgainstReader(key, schema, read)),
  ];
}

function keysRead(read: SettingsReader): ReadonlySet<string> {
  const keys = new Set<string>();
  read({
    get: (key) => {
      keys.add(prefix + key);
      return undefined;
    },
  });
  return keys;
}

function checkSchema(key: string, schema: SettingSchema): readonly Finding[] {
  const description = schema.markdownDescription ?? schema.description ?? '';
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const isNumber = types.some((type) => type === 'number' || type === 'integer');
  const enumTexts = schema.markdownEnumDescriptions ?? schema.enumDescriptions ?? [];
  const rules: readonly (readonly [boolean, string])[] = [
    [key.startsWith(prefix), `does not begin with ${prefix}`],
    [types.length > 0, 'has no type'],
    [schema.default !== undefined, 'has no default'],
    [description !== '', 'has no description'],
    [description === '' || description.endsWith('.'), 'has a description that does not end in a period'],
    [schema.scope !== undefined && scopes.includes(schema.scope), `has the scope "${schema.scope ?? ''}"`],
    [!isNumber || schema.minimum !== undefined, 'is a number without a minimum'],
    [schema.enum === undefined || enumTexts.length === schema.enum.length, 'does not describe each of its values'],
    [schema.default === undefined || isAllowed(schema.default, schema, types), 'has a default that it does not allow'],
  ];
  return rules.filter(([holds]) => !holds).map(([, message]) => finding(key, message));
}

function isAllowed(value: unknown, schema: SettingSchema, types: readonly string[]): boolean {
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (typeof value === 'number' && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)))
    return false;
  return types.includes(typeOf(value)) || (Number.isInteger(value) && types.includes('integer'));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function checkOrder(title: string, properties: Readonly<Record<string, SettingSchema>>): readonly Finding[] {
  const orders = Object.values(properties).map((schema) => schema.order);
  return new Set(orders).size === orders.length && !orders.includes(undefined)
    ? []
    : [finding(`configuration › ${title}`, 'does not give every setting an order of its own')];
}

/** VS Code does not enforce the schema, so the reader must: same result for no value and the default, for a bound and beyond it. */
function checkAgainstReader(key: string, schema: SettingSchema, read: SettingsReader): readonly Finding[] {
  const result = (value: unknown): unknown => read({ get: (asked) => (prefix + asked === key ? value : undefined) });
  const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(result(one), result(other));
  const { minimum, maximum } = schema;
  const rules: readonly (readonly [boolean, string])[] = [
    [same(undefined, schema.default), 'has another default in the code'],
    [same(undefined, Symbol.for('of no type')), 'is not checked when it is read'],
    [minimum === undefined || same(minimum, minimum - 1), 'has another minimum in the code'],
    [maximum === undefined || same(maximum, maximum + 1), 'has another maximum in the code'],
  ];
  return rules.filter(([holds]) => !holds).map(([, message]) => finding(key, message));
}

function finding(where: string, message: string): Finding {
  return { where, message };
}
