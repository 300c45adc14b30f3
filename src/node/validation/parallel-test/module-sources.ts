import path from 'node:path';
import type { ParallelTestRequest } from '../../../app/ports/parallel-test.js';
import type { RunnableModules } from '../../../app/ports/runnable-modules.js';
import type { RunnableModule } from '../../../core/validation/functionality/runnable-module.js';
import { folderOf, joinPath } from '../../../core/workspace/paths.js';
import { readRegularFile } from '../../regular-file.js';
import type { Version } from './recorder.js';

/** A module as the harness takes it. */
type Source =
  | (RunnableModule & {
      /** Absolute paths by specifier; `null` for a module that has to be replaced by a double. */
      readonly resolved: Readonly<Record<string, string | null>>;
    })
  | { readonly json: string; readonly isModule: false };

export interface Around {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly modules: RunnableModules;
  readonly find: ParallelTestRequest['findModule'];
}

/** What an agent imports goes only so far. */
const maxModules = 400;
const maxBytes = 8 * 1024 * 1024;

/** One version of the file and the modules of the workspace that it reaches, by absolute path. */
export async function moduleSources(
  around: Around,
  version: Version,
): Promise<{ readonly sources: Readonly<Record<string, Source>> } | { readonly reason: string }> {
  const sources: Record<string, Source> = {};
  const waiting = [version.request.path];
  const seen = new Set(waiting);
  let left = maxBytes;
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const isAgent = file === version.request.path;
    const bytes = isAgent ? version.source : await readImported(path.join(around.root, file));
    if (bytes === undefined) continue;
    left -= bytes.byteLength;
    if (left < 0 || seen.size > maxModules) return { reason: 'it imports more of the workspace than can be run' };
    const made = await sourceOf(around, version, file, bytes);
    if ('reason' in made) {
      if (isAgent) return made;
      continue;
    }
    sources[path.join(around.root, file)] = made.source;
    const unseen = made.reached.filter((one) => !seen.has(one));
    unseen.forEach((one) => seen.add(one));
    waiting.push(...unseen);
  }
  return { sources: withDoubles(sources) };
}

/** `undefined` for what cannot be read: it is replaced like a package. */
async function readImported(file: string): Promise<Uint8Array | undefined> {
  return await readRegularFile(file).catch(() => undefined);
}

async function sourceOf(
  { root, modules, find }: Around,
  { request, operation }: Version,
  file: string,
  bytes: Uint8Array,
): Promise<{ readonly source: Source; readonly reached: readonly string[] } | { readonly reason: string }> {
  if (file.endsWith('.json')) {
    return { source: { json: Buffer.from(bytes).toString('utf8'), isModule: false }, reached: [] };
  }
  const classes = file === request.path ? request.classes : [];
  const made = await modules.make({ path: file, bytes, classes }, operation);
  if ('reason' in made) return made;
  const specifiers = [...made.module.links.map(({ specifier }) => specifier), ...made.module.mentioned];
  const reached = new Map<string, string>();
  for (const specifier of specifiers) {
    const found = specifier.endsWith('.json') ? jsonBeside(specifier, file) : find(specifier, file);
    if (found !== undefined) reached.set(specifier, found);
  }
  const resolved = Object.fromEntries([...reached].map(([specifier, found]) => [specifier, path.join(root, found)]));
  return { source: { ...made.module, resolved }, reached: [...reached.values()] };
}

const jsonBeside = (specifier: string, file: string): string | undefined =>
  /^\.{1,2}\//.test(specifier) ? joinPath(folderOf(file), specifier) : undefined;

/** What could not be made JavaScript of, such as a file that does not parse, is replaced like a package. */
function withDoubles(sources: Readonly<Record<string, Source>>): Readonly<Record<string, Source>> {
  const checked = (source: Source): Source => {
    if (!('resolved' in source)) return source;
    const known = Object.entries(source.resolved).map(([specifier, place]) => [
      specifier,
      place !== null && place in sources ? place : null,
    ]);
    return { ...source, resolved: Object.fromEntries(known) as Record<string, string | null> };
  };
  return Object.fromEntries(Object.entries(sources).map(([place, source]) => [place, checked(source)]));
}
