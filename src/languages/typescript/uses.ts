import { ApiCalls } from './api-calls.js';
import { CallSite } from './call-site.js';
import { firstOfReceiver, isPropertyName, openingBehind } from './chains.js';
import { agentNamed } from './evidence/agents.js';
import { apisOf } from './evidence/api.js';
import { gpuModules, gpuPropertyEnd, webGpu } from './evidence/gpu.js';
import { rememberTypes } from './given-values.js';
import { readGlobalUse } from './global-uses.js';
import { ImportUses } from './import-uses.js';
import { serviceLoopEnd } from './loops.js';
import type { Outline } from './outline/outline.js';
import { LOCAL, ScopeCursor } from './outline/scope-table.js';
import { ReceiverUses } from './receiver-uses.js';
import type { SignalList } from './signal-list.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';
import { Values } from './values.js';
import { apis, GLOBAL, interestOf, LOOP, METHOD, PROPERTY, vocabulary } from './vocabulary.js';

/** Finds the uses that count: calls through imports, calls of what they gave, globals, and a few properties and methods by their names. */
export class UseReader {
  private readonly values: Values;
  private readonly calls: ApiCalls;
  private readonly imports: ImportUses;
  private readonly modules: readonly string[];
  /** 1 for names that an import of interest binds somewhere, by id. */
  private readonly imported: Uint8Array;

  constructor(
    private readonly source: TypeScriptSource,
    private readonly outline: Outline,
    private readonly signals: SignalList,
  ) {
    this.values = new Values(source, outline);
    this.calls = new ApiCalls(signals);
    this.imports = new ImportUses(source, outline, this.values, this.calls);
    this.modules = outline.bindings.map(({ module }) => module);
    this.imported = new Uint8Array(source.tokens.names.size);
    for (const { nameId, module } of outline.bindings) if (matters(module)) this.imported[nameId] = 1;
  }

  read(): void {
    rememberTypes(this.source, this.outline, this.values);
    this.readNames();
    if (!this.values.isEmpty) new ReceiverUses(this.source, this.outline, this.values, this.calls).read();
    this.calls.reportDatabases();
  }

  private readNames(): void {
    const { source, imported } = this;
    const { kinds, ids, count } = source.tokens;
    const known = vocabulary.words.length;
    const cursor = new ScopeCursor(this.outline.scopes);
    for (let at = 0; at < count; at++) {
      if (kinds[at] !== Kind.NAME) continue;
      const id = ids[at] ?? 0;
      const interest = id < known ? (interestOf[id] ?? 0) : 0;
      if ((imported[id] !== 1 && interest === 0) || !source.isInValue(at)) continue;
      const scope = cursor.at(at);
      if (kinds[at - 1] === Kind.DOT) {
        if ((interest & METHOD) !== 0) this.readMethod(at, scope);
      } else if (imported[id] !== 1 || !this.readImported(at, scope)) this.readWord(at, scope, interest);
    }
  }

  private readWord(at: number, scope: number, interest: number): void {
    const { source, signals } = this;
    if ((interest & GLOBAL) !== 0 && this.outline.scopes.meaningOf(scope, source.idOf(at)) === undefined)
      this.readGlobal(at, scope);
    if ((interest & PROPERTY) !== 0) {
      const end = gpuPropertyEnd(source, at, this.modules);
      if (end !== undefined) signals.add('gpu-placement', { firstToken: at, lastToken: end, scope }, source.nameOf(at));
    }
    const end = (interest & LOOP) !== 0 ? serviceLoopEnd(source, at) : undefined;
    if (end !== undefined)
      signals.add('service-loop', { firstToken: at, lastToken: end, scope }, source.excerpt(at + 2, end - 1));
  }

  private readGlobal(at: number, scope: number): void {
    const use = readGlobalUse(this.source, at);
    if (!use) return;
    this.signals.add(use.kind, { ...use, scope }, use.detail);
    const classIndex = this.outline.scopes.scopes[scope]?.classIndex ?? -1;
    if (use.kind === 'gpu-placement') this.values.remember(use.firstToken, classIndex, { module: webGpu, path: '' });
  }

  /** Whether the name is an import at this place; then everything it says has been said. */
  private readImported(at: number, scope: number): boolean {
    const { outline, source } = this;
    const meaning = outline.scopes.meaningOf(scope, source.idOf(at));
    const binding = meaning === undefined || meaning === LOCAL ? undefined : outline.bindings[meaning];
    if (!binding) return meaning === LOCAL;
    const isUse = binding.token !== at && !binding.isTypeOnly && !isPropertyName(source, at);
    if (isUse) this.imports.readChain(at, scope, binding);
    return true;
  }

  private readMethod(at: number, scope: number): void {
    const { source, signals } = this;
    const opening = openingBehind(source, at);
    if (opening < 0) return;
    const name = source.nameOf(at);
    const call = new CallSite(source, firstOfReceiver(source, at), at, opening);
    const site = { firstToken: call.firstToken, lastToken: call.lastToken, scope };
    if (name === 'on' || name === 'once') {
      if (call.string(0) === 'message') signals.add('subscription', site, name);
    } else if (name === 'subscribe' || name === 'consume') signals.add('subscription', site, name);
    else {
      const agent = agentNamed(call);
      if (agent !== undefined) signals.add('agent-message', site, agent);
    }
  }
}

function matters(module: string): boolean {
  return gpuModules.has(module) || apisOf(module, apis) !== undefined || /^(?:node:)?util$/.test(module);
}
