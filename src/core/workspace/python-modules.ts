import { folderOf, isWithin, joinPath } from './paths.js';

interface ModulePlace {
  readonly path: string;
  /** The dotted path from the workspace: `['common', 'core', 'base_agent']`. */
  readonly parts: readonly string[];
}

/**
 * Finds the file behind a dotted module name without running Python: from the source roots, the workspace, the importing file's own
 * folder (a script's `sys.path[0]`) and the folders above it (what path hacks usually add), in this order.
 */
export class PythonModules {
  /** By last part of the name, which settles most imports of libraries at once. */
  private readonly byLastPart = new Map<string, ModulePlace[]>();
  private readonly packages = new Set<string>();

  constructor(
    paths: Iterable<string>,
    private readonly sourceRoots: readonly string[],
  ) {
    for (const path of paths) this.add(path);
  }

  /** The file of a module or of a package's `__init__`; dots at the front make the name relative. */
  find(module: string, importer: string): string | undefined {
    const dots = /^\.*/u.exec(module)?.[0].length ?? 0;
    const parts = module.slice(dots).split('.').filter(Boolean);
    if (dots > 0) return this.findRelative(parts, dots, importer);
    let best: { readonly path: string; readonly rank: number } | undefined;
    for (const place of this.byLastPart.get(parts.at(-1) ?? '') ?? []) {
      const rank = this.rankOf(place, parts, importer);
      if (rank !== undefined && (best === undefined || rank < best.rank)) best = { path: place.path, rank };
    }
    return best?.path;
  }

  /** The first part of a dotted name is a folder or module of the workspace, so the name is not a library's. */
  isOwn(module: string, importer: string): boolean {
    const first = module.split('.')[0] ?? '';
    if (first === '') return true;
    const folder = folderOf(importer);
    const roots = [...this.sourceRoots, '', folder, folderOf(folder)];
    return roots.some((root) => this.packages.has(root === '' ? first : `${root}/${first}`));
  }

  private add(path: string): void {
    if (!path.endsWith('.py')) return;
    const parts = path.slice(0, -'.py'.length).split('/');
    if (parts.at(-1) === '__init__') parts.pop();
    const last = parts.at(-1);
    if (last === undefined) return;
    const places = this.byLastPart.get(last);
    if (places) places.push({ path, parts });
    else this.byLastPart.set(last, [{ path, parts }]);
    for (let count = parts.length; count > 0; count--) {
      const name = parts.slice(0, count).join('/');
      if (this.packages.has(name)) break;
      this.packages.add(name);
    }
  }

  private findRelative(parts: readonly string[], dots: number, importer: string): string | undefined {
    const folder = joinPath(folderOf(importer), '../'.repeat(dots - 1));
    if (folder === undefined) return undefined;
    const wanted = [...(folder === '' ? [] : folder.split('/')), ...parts];
    const places = this.byLastPart.get(wanted.at(-1) ?? '') ?? [];
    return places.find((place) => place.parts.join('.') === wanted.join('.'))?.path;
  }

  /** How early Python would find the module there; `undefined` when it would not. */
  private rankOf({ parts, path }: ModulePlace, wanted: readonly string[], importer: string): number | undefined {
    const depth = parts.length - wanted.length;
    if (depth < 0 || path === importer) return undefined;
    for (let index = 0; index < wanted.length; index++) if (parts[depth + index] !== wanted[index]) return undefined;
    const root = parts.slice(0, depth).join('/');
    const listed = this.sourceRoots.indexOf(root);
    if (listed !== -1) return listed;
    const after = this.sourceRoots.length;
    if (root === '') return after;
    if (isWithin(importer, root)) return after + 1 + importer.split('/').length - depth;
    // The layout that keeps sources apart from the project's other files.
    return root === 'src' ? after + 1000 : undefined;
  }
}
