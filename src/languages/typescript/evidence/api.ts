import type { SignalKind } from '../../../core/facts/source-facts.js';
import type { CallSite } from '../call-site.js';

/** What the call of a library's name says. */
export interface ApiRule {
  readonly kind: SignalKind | ((call: CallSite) => SignalKind);
  /** The last part of the path when absent. */
  readonly detail?: string | ((call: CallSite) => string);
  readonly when?: (call: CallSite) => boolean;
}

/** The calls of one library that count. */
export interface ModuleApi {
  /** Dotted names below the module, `()` behind those that are called on the way; the module itself is `''`, and so its default export. */
  readonly members?: Readonly<Record<string, readonly ApiRule[]>>;
  /** Any other name of the module that is called, but not what is called on its result. */
  readonly any?: readonly ApiRule[];
}

export type ModuleApis = Readonly<Record<string, ModuleApi>>;

/** A module's name as it is looked up: without `node:`, and without a path inside the package when only the package is known. */
export function apisOf(module: string, apis: ReadonlyMap<string, ModuleApi>): ModuleApi | undefined {
  const plain = module.startsWith('node:') ? module.slice('node:'.length) : module;
  const parts = plain.split('/');
  return apis.get(plain) ?? apis.get(parts.slice(0, plain.startsWith('@') ? 2 : 1).join('/'));
}
