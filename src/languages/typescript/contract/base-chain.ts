import type { ImportedClass } from '../../../core/contract/inferred-contract.js';
import { ts } from 'ts-morph';
import { fullName } from '../rewrite/syntax/expressions.js';
import { importsOf } from '../rewrite/syntax/imports.js';
import type { TypeScriptModule } from '../rewrite/syntax/typescript-module.js';

export interface BaseChain {
  /** The class itself first, then what it inherits. */
  readonly classes: readonly ts.ClassLikeDeclaration[];
  /** The chain ends in Node's EventEmitter. */
  readonly isEmitter: boolean;
  /** A base whose module was not given. */
  readonly missing: readonly ImportedClass[];
  readonly notes: readonly string[];
}

/** Follows the bases of a class over the modules that are known; `undefined` when the first of them has no such class. */
export function baseChain(name: string, sources: readonly TypeScriptModule[]): BaseChain | undefined {
  const classes: ts.ClassLikeDeclaration[] = [];
  let module = sources[0];
  let found = module?.classNamed(name);
  if (!found) return undefined;
  while (found && module && !classes.includes(found.node)) {
    classes.push(found.node);
    const base = extended(found.node);
    if (!base) return { classes, isEmitter: false, missing: [], notes: [] };
    const written = fullName(base.expression) ?? '';
    const origin = importsOf(module).find(({ local }) => local === written.split('.')[0]);
    if (origin && /^(?:node:)?events$/.test(origin.specifier))
      return { classes, isEmitter: true, missing: [], notes: [] };
    const wanted = origin && !['default', '*'].includes(origin.symbol) ? origin.symbol : written;
    const holder: TypeScriptModule | undefined = sources.find((one) => one.classNamed(wanted) !== undefined);
    if (!holder) {
      const missing = origin ? [{ module: origin.specifier, name: wanted }] : [];
      return { classes, isEmitter: false, missing, notes: [`What ${written} adds to ${name} is not known.`] };
    }
    module = holder;
    found = holder.classNamed(wanted);
  }
  return { classes, isEmitter: false, missing: [], notes: [] };
}

const extended = (node: ts.ClassLikeDeclaration): ts.ExpressionWithTypeArguments | undefined =>
  node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
