import type { SignalKind } from '../../core/facts/source-facts.js';
import type { ApiRule } from './api-tree.js';
import { findAliases, resolveAliases, usesFrom, type ApiUse, type Site } from './api-uses.js';
import type { Bindings } from './bindings.js';
import { CallSite, isComprehension, startOfChain, type Argument } from './call-site.js';
import { gpuKeywords, isCudaProvider, providerUse } from './evidence/gpu.js';
import { isHealthRequest } from './evidence/health.js';
import { isInInnerFunction } from './inner-functions.js';
import type { SignalList, SignalSite } from './signal-list.js';
import type { PythonSource } from './source.js';
import { StoreReader } from './stores.js';
import { methodRules } from './interests.js';
import * as Kind from './tokens/kinds.js';

/**
 * Finds uses of libraries, methods and keyword arguments that tell something about an agent. `collect` learns what names are bound to from
 * where they are used; `report` then judges what was found, when every binding of every scope is known.
 */
export class UseReader {
  private readonly loads: Site[] = [];
  private readonly stores: StoreReader;

  constructor(
    private readonly source: PythonSource,
    private readonly bindings: Bindings,
  ) {
    this.stores = new StoreReader(source, bindings);
  }

  collect(): void {
    const { source, bindings } = this;
    const uses = source.scanned.findUses(bindings.isTracked);
    const aliases = findAliases(source, uses.aliases, bindings);
    for (const site of sitesOf(uses.loads)) {
      // A target in brackets was read as a store.
      if (!this.stores.readStore(site.token, site.statement) && !this.isNamedArgument(site.token)) this.loads.push(site);
    }
    resolveAliases(source, aliases, bindings);
  }

  /** `threadBases` are the rules of classes of this file that inherit a thread or process class, by their `class` statement. */
  report(signals: SignalList, threadBases: ReadonlyMap<number, ApiRule>): void {
    for (const site of this.loads) this.reportLoad(site, signals, threadBases);
    const { scanned } = this.source;
    for (const site of sitesOf(scanned.calls)) this.reportMethod(site, signals);
    for (const site of sitesOf(scanned.given)) this.reportArgument(site, signals);
    for (const site of sitesOf(scanned.strings)) this.reportString(site, signals);
  }

  /** `name=` in a call, or the first target in brackets. */
  private isNamedArgument(token: number): boolean {
    const { kinds } = this.source.tokens;
    const before = kinds[token - 1] ?? Kind.END;
    return kinds[token + 1] === Kind.EQUAL && (before === Kind.LEFT_PARENTHESIS || before === Kind.COMMA);
  }

  private reportLoad(site: Site, signals: SignalList, threadBases: ReadonlyMap<number, ApiRule>): void {
    const { source } = this;
    const nameId = source.tokens.ids[site.token] ?? 0;
    if (this.bindings.leads[nameId] !== 1) return;
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
    const { kinds, ids, names } = this.source.tokens;
    const after = kinds[last + 1];
    if (after !== Kind.COMMA && after !== Kind.RIGHT_PARENTHESIS) return false;
    const before = kinds[first - 1];
    const owner = before === Kind.EQUAL ? ids[first - 2] : before === Kind.LEFT_PARENTHESIS ? ids[first - 2] : 0;
    const name = names.nameOf(owner ?? 0);
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
