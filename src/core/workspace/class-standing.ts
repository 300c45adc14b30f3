import type { BaseFact, ClassFact } from '../facts/source-facts.js';
import type { NameResolution, NameResolver } from './name-resolution.js';
import { classKey, type ClassRef, type SourceFile } from './source-file.js';
import type { TargetBase } from './target-base.js';

/** What a class's bases make of it. */
export type Standing =
  /** No base but `object`. */
  | { readonly kind: 'none' }
  /** Inherits the target base; through another class of the workspace when not `direct`. */
  | { readonly kind: 'target'; readonly direct: boolean }
  /** Names a base that cannot be found; when `claimsTarget`, it has the target's name. */
  | { readonly kind: 'unresolved'; readonly base: BaseFact; readonly name: string; readonly claimsTarget: boolean }
  /** Has other bases. */
  | { readonly kind: 'foreign'; readonly bases: readonly BaseFact[] };

/** A class with every class and library name above it, itself not included. */
export interface Ancestry {
  readonly standing: Standing;
  /** Last parts of the names of all bases, near and far, in the workspace and in libraries. */
  readonly names: ReadonlySet<string>;
  /** Workspace classes among the direct bases. */
  readonly parents: readonly ClassRef[];
}

const neutralBases: ReadonlySet<string> = new Set(['object', 'builtins.object']);

/** Node's own emitter, under the names by which it is imported; it stays a base where the target is one itself. */
const emitters: ReadonlySet<string> = new Set(
  ['events', 'node:events'].flatMap((module) => [`${module}.EventEmitter`, `${module}.default`, module]),
);

/** Answers what classes inherit; every answer is kept. */
export class ClassStandings {
  private readonly known = new WeakMap<ClassFact, Ancestry>();
  private readonly open = new Set<ClassFact>();

  constructor(
    private readonly names: NameResolver,
    private readonly targetOf: (file: SourceFile) => TargetBase,
  ) {}

  of(ref: ClassRef): Ancestry {
    const known = this.known.get(ref.class);
    if (known) return known;
    // A class that inherits itself, over however many files, has no ancestry.
    if (this.open.has(ref.class)) return { standing: { kind: 'none' }, names: new Set(), parents: [] };
    this.open.add(ref.class);
    const ancestry = this.climb(ref);
    this.open.delete(ref.class);
    this.known.set(ref.class, ancestry);
    return ancestry;
  }

  private climb({ file, class: fact }: ClassRef): Ancestry {
    const target = this.targetOf(file);
    const names = new Set<string>();
    const parents: ClassRef[] = [];
    const standings: Standing[] = [];
    for (const base of fact.bases) {
      if (neutralBases.has(base.resolved)) continue;
      const found = this.names.resolve(file, base.text, fact);
      if (found.kind === 'external' && emitters.has(found.name) && this.isEmitter(target, fact)) {
        names.add('EventEmitter');
        continue;
      }
      names.add(lastPart(base.resolved));
      standings.push(this.standingOf(base, found, target));
      if (found.kind !== 'class') continue;
      parents.push(found.ref);
      names.add(found.ref.class.name);
      for (const name of this.of(found.ref).names) names.add(name);
    }
    return { standing: strongest(standings), names, parents };
  }

  /** The documented base is an emitter; one of the workspace is when its own bases say so. */
  private isEmitter({ ref }: TargetBase, asking: ClassFact): boolean {
    if (!ref) return true;
    return ref.class !== asking && this.of(ref).names.has('EventEmitter');
  }

  private standingOf(base: BaseFact, found: NameResolution, target: TargetBase): Standing {
    const foreign: Standing = { kind: 'foreign', bases: [base] };
    if (found.kind === 'class') {
      if (target.ref && classKey(target.ref) === classKey(found.ref)) return { kind: 'target', direct: true };
      const above = this.of(found.ref).standing;
      if (above.kind === 'target') return { kind: 'target', direct: false };
      return above.kind === 'unresolved' && above.claimsTarget ? { ...above, base } : foreign;
    }
    if (target.external && found.name === `${target.module}.${target.class}`) return { kind: 'target', direct: true };
    const claimsTarget = lastPart(found.name) === target.class;
    if (claimsTarget || found.kind === 'dangling') return { kind: 'unresolved', base, name: found.name, claimsTarget };
    return foreign;
  }
}

/** Inheriting the target counts before everything, a base that cannot be found before one that cannot be reconciled. */
function strongest(standings: readonly Standing[]): Standing {
  const target = standings.find((one) => one.kind === 'target');
  if (target) return target;
  const unresolved = standings.filter((one) => one.kind === 'unresolved');
  const worst = unresolved.find((one) => one.claimsTarget) ?? unresolved[0];
  if (worst) return worst;
  const bases = standings.flatMap((one) => (one.kind === 'foreign' ? one.bases : []));
  return bases.length > 0 ? { kind: 'foreign', bases } : { kind: 'none' };
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
