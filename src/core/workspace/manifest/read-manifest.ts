import { plainKey, valueOf, type DataNode, type MapNode, type ScalarNode } from './data-node.js';
import { FlowReader, NotReadable } from './flow-reader.js';
import type { Manifest, ManifestEntry, NamedPlace } from './manifest.js';
import { readToml } from './toml-reader.js';
import { readYaml } from './yaml-reader.js';

const scriptKeys: ReadonlySet<string> = new Set([
  'script',
  'scriptpath',
  'entrypoint',
  'entry',
  'command',
  'cmd',
  'args',
  'exec',
  'execstart',
  'program',
  'run',
  'module',
  'main',
]);
/** These alone name any kind of file; they say what is started when the entry looks like a service otherwise. */
const weakScriptKeys: ReadonlySet<string> = new Set(['path', 'file', 'filepath', 'location']);
const serviceKeys: ReadonlySet<string> = new Set([
  'port',
  'healthcheckport',
  'healthport',
  'dependencies',
  'dependson',
  'requires',
  'required',
  'replicas',
  'restart',
  'host',
]);
const nameKeys: ReadonlySet<string> = new Set(['name', 'agent', 'agentname', 'service', 'servicename', 'id']);
const portKeys: ReadonlySet<string> = new Set(['port', 'zmqport', 'mainport', 'agentport']);
const healthPortKeys: ReadonlySet<string> = new Set(['healthcheckport', 'healthport']);
const dependencyKeys: ReadonlySet<string> = new Set(['dependencies', 'dependson', 'requires', 'needs', 'after']);

const scriptPattern = /[\w./\\${}-]+\.(?:pyw?|[mc]?[jt]sx?)(?![\w.])/u;
const modulePattern = /(?:^|\s)-m\s+([A-Za-z_][\w.]*)/u;

/**
 * A key that says what is started, or a weak one, before the value it may have. Most configuration files have none, and are settled by
 * this alone.
 */
const scriptKeyPattern =
  /(?:^|[\s{,"'-])(?:script|entry|command|cmd|args|exec|program|run|module|main|path|file|location)[a-z_-]*["']?\s*[:=]/imu;

/** What a JSON, YAML or TOML file starts; `undefined` when it starts nothing or cannot be read. */
export function readManifest(path: string, text: string): Manifest | undefined {
  if (!scriptKeyPattern.test(text) || !(scriptPattern.test(text) || modulePattern.test(text))) return undefined;
  const root = parse(path, text.startsWith('\uFEFF') ? text.slice(1) : text);
  const entries = root ? collectEntries(root, undefined, []) : [];
  return entries.length > 0 ? { path, entries } : undefined;
}

function parse(path: string, text: string): DataNode | undefined {
  try {
    if (path.endsWith('.toml')) return readToml(text);
    if (!path.endsWith('.json')) return readYaml(text);
    const reader = new FlowReader(text, { separator: ':', comments: false });
    const root = reader.value();
    return reader.atEnd() ? root : undefined;
  } catch (error) {
    if (error instanceof NotReadable) return undefined;
    throw error;
  }
}

function collectEntries(node: DataNode, key: ScalarNode | undefined, found: ManifestEntry[]): readonly ManifestEntry[] {
  if (node.kind === 'list') for (const item of node.items) collectEntries(item, undefined, found);
  if (node.kind !== 'map') return found;
  const entry = entryOf(node, key);
  if (entry) found.push(entry);
  for (const inner of node.entries) collectEntries(inner.value, inner.key, found);
  return found;
}

function entryOf(map: MapNode, key: ScalarNode | undefined): ManifestEntry | undefined {
  const script = started(map, scriptKeys) ?? (isService(map) ? started(map, weakScriptKeys) : undefined);
  if (!script) return undefined;
  const named = valueOf(map, nameKeys);
  const name = named?.kind === 'scalar' ? named : key;
  if (!name) return undefined;
  const listed = valueOf(map, dependencyKeys);
  const port = portOf(valueOf(map, portKeys));
  const healthPort = portOf(valueOf(map, healthPortKeys));
  return {
    ...asPlace(name),
    ...script,
    dependencies: listed ? namesIn(listed).map(asPlace) : [],
    ...(port === undefined ? {} : { port }),
    ...(healthPort === undefined ? {} : { healthPort }),
  };
}

function portOf(node: DataNode | undefined): number | undefined {
  const written = node?.kind === 'scalar' ? node.value : '';
  const port = /^\d{1,5}$/.test(written) ? Number(written) : 0;
  return port > 0 && port < 65536 ? port : undefined;
}

function isService({ entries }: MapNode): boolean {
  return entries.some(({ key }) => serviceKeys.has(plainKey(key.value)));
}

function started(map: MapNode, keys: ReadonlySet<string>): { script: string; isModule: boolean } | undefined {
  for (const { key, value } of map.entries) {
    if (value.kind === 'map' || !keys.has(plainKey(key.value))) continue;
    const text = words(value).join(' ');
    const script = scriptPattern.exec(text)?.[0];
    if (script !== undefined) return { script, isModule: false };
    const module = modulePattern.exec(text)?.[1];
    if (module !== undefined) return { script: module, isModule: true };
  }
  return undefined;
}

function words(node: DataNode): readonly string[] {
  if (node.kind === 'scalar') return [node.value];
  return node.kind === 'list' ? node.items.flatMap(words) : [];
}

/** Names in a list, or the keys of a map as in Compose's long form of `depends_on`. */
function namesIn(node: DataNode): readonly ScalarNode[] {
  if (node.kind === 'map') return node.entries.map(({ key }) => key);
  if (node.kind === 'list')
    return node.items.flatMap((item) => (item.kind === 'map' ? namedItem(item) : namesIn(item)));
  return node.value === '' ? [] : [node];
}

function namedItem(map: MapNode): readonly ScalarNode[] {
  const name = valueOf(map, nameKeys);
  return name?.kind === 'scalar' ? [name] : [];
}

function asPlace({ value, line, column, endColumn }: ScalarNode): NamedPlace {
  return { name: value, range: { line, column, endLine: line, endColumn } };
}
