import { fileNameOf, folderOf, joinPath } from './paths.js';

/** A tsconfig, jsconfig or package.json of the workspace as it was read. */
export interface SettingText {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly text: string;
}

type Json = Readonly<Record<string, unknown>>;

interface Project {
  /** Folder against which the targets of `paths` are resolved. */
  readonly base: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** Names of modules may be paths below this folder. */
  readonly baseUrl: string | undefined;
}

const projectFile = /^(?:ts|js)config(?:\.[\w-]+)*\.json$/;
/** Longer chains of `extends` are cycles. */
const maxParents = 8;

/** Tells by the name alone that a file says how modules are found. */
export const isModuleSetting = (path: string): boolean => {
  const name = fileNameOf(path);
  return name === 'package.json' || projectFile.test(name);
};

/** Where specifiers that are not relative lead, by the projects and the packages of a workspace. */
export class ModuleSettings {
  private readonly documents = new Map<string, Json>();
  /** Projects by their folder, the one without a suffix first. */
  private readonly projects = new Map<string, readonly Project[]>();
  private readonly packages = new Map<string, { readonly folder: string; readonly manifest: Json }>();

  constructor(texts: readonly SettingText[]) {
    for (const { path, text } of texts) {
      const document = parseJson(text);
      if (document) this.documents.set(path, document);
    }
    for (const path of [...this.documents.keys()].sort((a, b) => a.length - b.length)) this.add(path);
  }

  /** Paths that the nearest project which maps the module gives, best first. */
  mapped(module: string, importer: string): readonly string[] {
    for (const project of this.projectsAround(importer)) {
      const pattern = bestPattern(module, Object.keys(project.paths));
      const targets = pattern === undefined ? [] : (project.paths[pattern] ?? []);
      const mapped = targets.flatMap((target) => joinPath(project.base, filled(pattern ?? '', target, module)) ?? []);
      const below = project.baseUrl === undefined ? [] : [joinPath(project.baseUrl, module) ?? []].flat();
      if (mapped.length + below.length > 0) return [...mapped, ...below];
    }
    return [];
  }

  /** A project maps the name, so that it is no library's. */
  isAlias(module: string, importer: string): boolean {
    return this.projectsAround(importer).some((project) => {
      const pattern = bestPattern(module, Object.keys(project.paths));
      return pattern !== undefined && pattern !== '*';
    });
  }

  /** Where a package of the workspace may have the source of the module, best first; empty for any other package. */
  packageEntries(module: string): readonly string[] {
    const name = module.split('/', module.startsWith('@') ? 2 : 1).join('/');
    const found = this.packages.get(name);
    if (!found) return [];
    const { folder, manifest } = found;
    const inside = module.slice(name.length + 1);
    const written = inside === '' ? entriesOf(manifest) : [inside];
    const entries = [
      ...written.flatMap(asSources),
      ...(inside === '' ? ['src/index', 'index', 'src/main'] : [`src/${inside}`]),
    ];
    return entries.flatMap((entry) => joinPath(folder, entry) ?? []);
  }

  /** The name of the package below the workspace's own that a file belongs to; `undefined` for one of the workspace itself. */
  packageOf(path: string): string | undefined {
    let nearest: { readonly name: string; readonly folder: string } | undefined;
    for (const [name, { folder }] of this.packages) {
      if (path.startsWith(`${folder}/`) && folder.length > (nearest?.folder.length ?? 0)) nearest = { name, folder };
    }
    return nearest?.name;
  }

  private add(path: string): void {
    const document = this.documents.get(path) ?? {};
    const folder = folderOf(path);
    if (fileNameOf(path) === 'package.json') {
      const name = document['name'];
      if (typeof name === 'string' && folder !== '') this.packages.set(name, { folder, manifest: document });
      return;
    }
    const project = this.projectOf(path, 0);
    if (project) this.projects.set(folder, [...(this.projects.get(folder) ?? []), project]);
  }

  /** With what it inherits; `undefined` when neither it nor a parent maps anything. */
  private projectOf(path: string, depth: number): Project | undefined {
    const document = this.documents.get(path);
    if (!document || depth > maxParents) return undefined;
    const folder = folderOf(path);
    const inherited = [document['extends']].flat().flatMap((parent) => {
      const found = typeof parent === 'string' && parent.startsWith('.') ? joinPath(folder, parent) : undefined;
      if (found === undefined) return [];
      return this.projectOf(found, depth + 1) ?? this.projectOf(`${found}.json`, depth + 1) ?? [];
    });
    const above = inherited.at(-1);
    const options = asJson(document['compilerOptions']) ?? {};
    const { baseUrl, paths } = options;
    const ownBase = typeof baseUrl === 'string' ? joinPath(folder, baseUrl) : undefined;
    const base = ownBase ?? above?.baseUrl;
    const ownPaths = asJson(paths);
    if (!ownPaths)
      return above || base !== undefined ? { base: folder, paths: {}, ...above, baseUrl: base } : undefined;
    return { base: base ?? folder, paths: pathsIn(ownPaths), baseUrl: base };
  }

  private projectsAround(path: string): readonly Project[] {
    const found: Project[] = [];
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      found.push(...(this.projects.get(folder) ?? []));
      if (folder === '') return found;
    }
  }
}

function pathsIn(written: Json): Project['paths'] {
  return Object.fromEntries(
    Object.entries(written).map(([pattern, targets]) => [
      pattern,
      [targets].flat().filter((target): target is string => typeof target === 'string'),
    ]),
  );
}

/** The pattern with the longest text before its `*` that fits; one without a star only fits itself. */
function bestPattern(module: string, patterns: readonly string[]): string | undefined {
  const fitting = patterns.filter((pattern) => fits(pattern, module));
  return fitting.sort((a, b) => b.split('*', 1).join('').length - a.split('*', 1).join('').length)[0];
}

function fits(pattern: string, module: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === module;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return module.length >= before.length + after.length && module.startsWith(before) && module.endsWith(after);
}

function filled(pattern: string, target: string, module: string): string {
  const star = pattern.indexOf('*');
  if (star < 0) return target;
  const after = pattern.length - star - 1;
  return target.replace('*', module.slice(star, module.length - after));
}

/** Entries of a package: the strings of `exports` for the package itself, then `source`, `module`, `main`. */
function entriesOf(manifest: Json): readonly string[] {
  const exports = asJson(manifest['exports']);
  const own = exports && '.' in exports ? exports['.'] : manifest['exports'];
  const others = ['source', 'types', 'module', 'main'].map((key) => manifest[key]);
  return [...stringsIn(own), ...others.filter((one): one is string => typeof one === 'string')];
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  const conditions = asJson(value);
  return conditions ? Object.values(conditions).flatMap(stringsIn) : [];
}

/** What was built stands for what it was built from: `dist/x.js` for `src/x`. */
function asSources(entry: string): readonly string[] {
  const plain = entry.replace(/\.d(?=\.[mc]?ts$)/, '');
  const source = plain.replace(/^(\.\/)?(?:dist|build|out|lib)\/(?:(?:esm|cjs|src)\/)?/, 'src/');
  return [plain, source, source.replace(/\.[mc]?[jt]sx?$/, '')];
}

function asJson(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

const commentOrString = /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const lastComma = /"(?:\\.|[^"\\])*"|,(?=\s*[}\]])/g;
const keepStrings = (found: string): string => (found.startsWith('"') ? found : '');

/** JSON with comments and commas behind last elements, as these files may be written; `undefined` for anything that is no object. */
function parseJson(text: string): Json | undefined {
  const plain = text
    .replace(/^\uFEFF/, '')
    .replace(commentOrString, keepStrings)
    .replace(lastComma, keepStrings);
  try {
    return asJson(JSON.parse(plain));
  } catch {
    return undefined;
  }
}
