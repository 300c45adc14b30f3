import { siteOf, type ApiCalls } from './api-calls.js';
import { CallSite } from './call-site.js';
import { openingBehind } from './chains.js';
import { apisOf } from './evidence/api.js';
import { engineOf } from './evidence/databases.js';
import { gpuMethodKind, gpuModules, webGpu } from './evidence/gpu.js';
import { bindingMethods, boundAddress, serverModules } from './evidence/servers.js';
import type { Outline } from './outline/outline.js';
import { ScopeCursor } from './outline/scope-table.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';
import type { Origin, Values } from './values.js';
import { apis } from './vocabulary.js';

/** Finds calls on values whose origin is known: a model that is disposed of, a client that was handed in, a server that listens. */
export class ReceiverUses {
  constructor(
    private readonly source: TypeScriptSource,
    private readonly outline: Outline,
    private readonly values: Values,
    private readonly calls: ApiCalls,
  ) {}

  read(): void {
    const { source, values } = this;
    const { kinds, count } = source.tokens;
    const cursor = new ScopeCursor(this.outline.scopes);
    for (let at = 0; at < count; at++) {
      if ((kinds[at] !== Kind.NAME && kinds[at] !== Kind.PRIVATE_NAME) || !source.isInValue(at)) continue;
      const next = kinds[at + 1] ?? Kind.END;
      const isUsed = next === Kind.DOT || next === Kind.LEFT_PARENTHESIS || next === Kind.EXCLAMATION;
      if (!isUsed) continue;
      const scope = cursor.at(at);
      const found = values.receiver(at, this.classAt(scope));
      if (found) this.readUse(at, found.first, scope, found.origin);
    }
  }

  private readUse(at: number, first: number, scope: number, origin: Origin): void {
    const { source } = this;
    const behind = source.kindOf(at + 1) === Kind.EXCLAMATION ? at + 2 : at + 1;
    if (source.kindOf(behind) !== Kind.DOT) {
      this.readCall(at, first, scope, origin);
      return;
    }
    const callee = behind + 1;
    const opening = openingBehind(source, callee);
    const call = new CallSite(source, first, callee, opening);
    const method = source.nameOf(callee);
    if (opening < 0) {
      const isLlamaGpu = origin.module === 'node-llama-cpp' && method === 'gpu';
      if (isLlamaGpu) this.calls.signals.add('gpu-query', { firstToken: first, lastToken: callee, scope }, method);
      return;
    }
    this.readMethod(method, call, scope, origin);
    this.values.remember(first, this.classAt(scope), { module: origin.module, path: `${origin.path}.${method}()` });
  }

  /** Only what `promisify` has made is called by its own name. */
  private readCall(at: number, first: number, scope: number, { module, path }: Origin): void {
    const opening = openingBehind(this.source, at);
    const api = apisOf(module, apis);
    if (opening < 0 || !api || path.includes('(')) return;
    this.calls.apply(api, path, new CallSite(this.source, first, at, opening), scope);
  }

  private readMethod(method: string, call: CallSite, scope: number, { module, isGiven }: Origin): void {
    const site = siteOf(call, scope);
    const gpu = gpuModules.has(module) || module === webGpu ? gpuMethodKind(module, method) : undefined;
    if (gpu) this.calls.signals.add(gpu, site, method);
    if (bindingMethods.has(method) && serverModules.has(module.replace(/^node:/, '')))
      this.calls.signals.add('socket-bind', site, boundAddress(call));
    const engine = isGiven === true ? engineOf(module) : undefined;
    if (engine !== undefined) this.calls.addDatabase(site, engine);
  }

  private classAt(scope: number): number {
    return this.outline.scopes.scopes[scope]?.classIndex ?? -1;
  }
}
