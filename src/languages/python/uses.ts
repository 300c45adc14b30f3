import type { SignalKind } from '../../core/facts/source-facts.js';
import type { ApiRule } from './api-tree.js';
import { findAliases, resolveAliases, usesFrom, type ApiUse, type Site } from './api-uses.js';
import type { Bindings } from './bindings.js';
import { CallSite, isComprehension, startOfChain, type Argument } from './call-site.js';
import { gpuKeywords, isCudaProvider, providerUse } from './evidence/gpu.js';
import { isHealthRequest } from './evidence/health.js';
import { isInInnerFunction } from './inner-functions.js';
import { LOAD, USE_SIZE } from './scanner/use-kinds.js';
import type { SignalList, SignalSite } from './signal-list.js';
import type { PythonSource } from './source.js';
import { methodRules } from './interests.js';
import * as Kind from './tokens/kinds.js';

/**
 * Finds uses of libraries, methods and keyword arguments that tell something about an agent. `collect` learns what names are bound to from
 * where they are used; `report` then judges what was found, when every binding of every scope is known.
 */
export class UseReader {
  private uses: Readonly<Int32Array> = new Int32Array();

  constructor(
    private readonly source: PythonSource,
    private readonly bindings: Bindings,
  ) {}

  collect(): void {
    const { source, bindings } = this;
    const { uses, aliases } = source.scanned.findUses(bindings.isTracked);
    const found = findAliases(source, aliases, bindings);
    bindings.addUses(uses);
    this.uses = uses;
    resolveAliases(source, found, bindings);
  }

  /** `threadBases` are the rules of classes of this file that inherit a thread or process class, by their `class` statement. */
  report(signals: SignalList, threadBases: ReadonlyMap<number, ApiRule>): void {
    this.reportLoads(signals, threadBases);
    const { scanned } = this.source;
    for (const site of sitesOf(scanned.calls)) this.reportMethod(site, signals);
    for (const site of sitesOf(scanned.given)) this.reportArgument(site, signals);
    for (const site of sitesOf(scanned.strings)) this.reportString(site, signals);
  }

  /** Only names that lead to a library call or a class can be evidence. */
  private reportLoads(signals: SignalList, threadBases: ReadonlyMap<number, ApiRule>): void {
    const { uses } = this;
    const { ids } = this.source.tokens;
    const { leads } = this.bindings;
    for (let at = 0; at < uses.length; at += USE_SIZE) {
      const token = uses[at + 1] ?? 0;
      if (uses[at] !== LOAD || leads[ids[token] ?? 0] !== 1) continue;
      this.reportLoad({ token, statement: uses[at + 2] ?? 0 }, signals, threadBases);
    }
  }

  private reportLoad(site: Site, signals: SignalList, threadBases: ReadonlyMap<number, ApiRule>): void {
    const { source } = this;
    const nameId = source.tokens.ids[site.token] ?? 0;
    const scope = source.scopes.scopeOf(site.statement);
    const seesClass = !source.scopes.isClass(scope) || !isInInnerFunction(source, site.token, site.statement);
    const resolution = this.bindings.resolve(nameId, scope, site.token, seesClass);
    const reported = new Set<ApiRule>();
    for (const use of usesFrom(source, site, resolution)) {
      for (const rule of use.node.rules) {
        if (reported.has(rule) && use.call.opening === site.token) continue;
        if (this.reportUse(use, rule, signals)) reported.add(rule);
      }
    }
    const { classStatement } = resolution;
    const inherited = classStatement === undefined ? undefined : threadBases.get(classStatement);
    if (inherited && source.tokens.kinds[site.token + 1] === Kind.LEFT_PARENTHESIS) {
      this.signal(
        inherited,
        new CallSite(source, site.token, site.token + 1, site.statement),
        source.textOf(site.token),
        signals,
      );
    }
  }

  private reportUse({ node, call, isCall, lastToken }: ApiUse, rule: ApiRule, signals: SignalList): boolean {
    if (isCall) return this.signal(rule, call, node.path, signals);
    if (!rule.countsAsFactory || !this.isHandedOver(call.firstToken, lastToken)) return false;
    const kind = typeof rule.kind === 'string' ? rule.kind : rule.kind(call);
    signals.add(kind, this.siteOf(call.firstToken, lastToken, call.statement), node.path);
    return true;
  }

  /** `default_factory=threading.Lock`, `defaultdict(threading.Lock)` */
  private isHandedOver(first: number, last: number): boolean {
    const { kinds } = this.source.tokens;
    const after = kinds[last + 1];
    if (after !== Kind.COMMA && after !== Kind.RIGHT_PARENTHESIS) return false;
    const before = kinds[first - 1];
    const hasOwner = before === Kind.EQUAL || before === Kind.LEFT_PARENTHESIS;
    const name = hasOwner ? this.source.nameOf(first - 2) : '';
    return name === 'default_factory' || name === 'defaultdict';
  }

  private reportMethod({ token, statement }: Site, signals: SignalList): void {
    const { source } = this;
    const rule = methodRules.get(source.tokens.ids[token] ?? 0);
    if (!rule) return;
    const isAttribute = source.tokens.kinds[token - 1] === Kind.DOT;
    if (!isAttribute && !rule.countsAsFunction) return;
    const first = isAttribute ? startOfChain(source, token) : token;
    const call = new CallSite(source, first, token + 1, statement);
    this.signal(rule, call, source.nameOf(token), signals);
  }

  private signal(rule: ApiRule, call: CallSite, path: string, signals: SignalList): boolean {
    if (rule.when?.(call) === false) return false;
    const detail = typeof rule.detail === 'function' ? rule.detail(call) : (rule.detail ?? path);
    const kind = typeof rule.kind === 'string' ? rule.kind : rule.kind(call);
    signals.add(kind, this.siteOf(call.firstToken, call.lastToken, call.statement), detail);
    return true;
  }

  private reportArgument({ token, statement }: Site, signals: SignalList): void {
    const { source } = this;
    const name = source.nameOf(token);
    const value = this.valueAfter(token + 1, statement);
    if (gpuKeywords[name]?.(value, source, statement) !== true) return;
    signals.add('gpu-placement', this.siteOf(token, value.last, statement), name);
  }

  private reportString({ token, statement }: Site, signals: SignalList): void {
    const kind = this.kindOfString(token, statement);
    if (kind) signals.add(kind, this.siteOf(token, token, statement), this.source.stringAt(token) ?? '');
  }

  private kindOfString(token: number, statement: number): SignalKind | undefined {
    const { source } = this;
    const isAlone = source.statements.endToken(statement) === source.statements.firstToken(statement) + 1;
    if (isAlone) return undefined;
    if (isCudaProvider(token, source)) return providerUse(token, source);
    return isHealthRequest(source, token, statement) ? 'health-check' : undefined;
  }

  private valueAfter(equal: number, statement: number): Argument {
    const { tokens, statements } = this.source;
    const end = statements.endToken(statement);
    let last = equal + 1;
    for (let at = last; at < end; last = at - 1) {
      const kind = tokens.kinds[at] ?? Kind.END;
      if (kind === Kind.COMMA || Kind.isClosing(kind)) break;
      const partner = tokens.links[at] ?? -1;
      at = partner > at ? partner + 1 : at + 1;
    }
    return { first: equal + 1, last };
  }

  private siteOf(firstToken: number, lastToken: number, statement: number): SignalSite {
    const inLoop = this.source.scopes.isInLoop(statement) || this.isInComprehension(firstToken, statement);
    return { firstToken, lastToken, statement, inLoop };
  }

  private isInComprehension(token: number, statement: number): boolean {
    const { tokens, statements } = this.source;
    const first = statements.firstToken(statement);
    for (let at = token - 1; at >= first; at--) {
      const partner = tokens.links[at] ?? -1;
      if (partner >= 0 && partner < at) at = partner;
      else if (Kind.isOpening(tokens.kinds[at] ?? Kind.END) && isComprehension(this.source, at)) return true;
    }
    return false;
  }
}

/** The places that the scanner has told, token and statement in turn. */
function* sitesOf(places: Readonly<Int32Array>): Generator<Site> {
  for (let at = 0; at < places.length; at += 2) yield { token: places[at] ?? 0, statement: places[at + 1] ?? 0 };
}
