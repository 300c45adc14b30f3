import type { ApiCalls } from './api-calls.js';
import { CallSite } from './call-site.js';
import { openingBehind } from './chains.js';
import { apisOf } from './evidence/api.js';
import type { ImportBinding, Outline } from './outline/outline.js';
import { LOCAL } from './outline/scope-table.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';
import { idOf } from './tokens/words.js';
import { dotted, type Origin, type Values } from './values.js';
import { apis } from './vocabulary.js';

const NEW = idOf('new');

/** Follows what is called from the names that imports bind. */
export class ImportUses {
  constructor(
    private readonly source: TypeScriptSource,
    private readonly outline: Outline,
    private readonly values: Values,
    private readonly calls: ApiCalls,
  ) {}

  /** `a.b().c()` from the name at `at`. */
  readChain(at: number, scope: number, binding: ImportBinding): void {
    const { source } = this;
    const isNew = source.idOf(at - 1) === NEW;
    const firstToken = isNew ? at - 1 : at;
    const api = apisOf(binding.module, apis);
    let path = dotted(binding.path);
    let callee = at;
    let isCalled = false;
    for (;;) {
      while (source.kindOf(callee + 1) === Kind.DOT && source.kindOf(callee + 2) === Kind.NAME) {
        callee += 2;
        path = joined(path, source.nameOf(callee));
      }
      const opening = openingBehind(source, callee);
      if (opening < 0 && (isCalled || !isNew)) break;
      const call = new CallSite(source, firstToken, callee, opening);
      if (api) this.calls.apply(api, path, call, scope);
      isCalled = true;
      path += '()';
      callee = call.lastToken;
      if (opening < 0) break;
    }
    if (!isCalled) return;
    const classIndex = this.outline.scopes.scopes[scope]?.classIndex ?? -1;
    this.values.remember(
      firstToken,
      classIndex,
      this.promisified(scope, binding, path, callee) ?? { module: binding.module, path },
    );
  }

  /** `const run = promisify(exec)` makes `run` another name for `exec`. */
  private promisified(scope: number, { module }: ImportBinding, path: string, closing: number): Origin | undefined {
    if (path !== 'promisify()' || !/^(?:node:)?util$/.test(module)) return undefined;
    const { source, outline } = this;
    const argument = (source.tokens.links[closing] ?? -1) + 1;
    const meaning = outline.scopes.meaningOf(scope, source.idOf(argument));
    const wrapped = meaning === undefined || meaning === LOCAL ? undefined : outline.bindings[meaning];
    if (!wrapped) return undefined;
    const members: string[] = [];
    for (let at = argument; source.kindOf(at + 1) === Kind.DOT; at += 2) members.push(source.nameOf(at + 2));
    return { module: wrapped.module, path: dotted([...wrapped.path, ...members]) };
  }
}

function joined(path: string, name: string): string {
  if (name === 'default') return path;
  return path === '' ? name : `${path}.${name}`;
}
