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
import { ARGUMENT, interestOf, METHOD, methodRules } from './interests.js';
import * as Keyword from './tokens/keywords.js';
import * as Kind from './tokens/kinds.js';
import * as Settled from './tokens/settled.js';

/** Statements whose names are all read before: imports and declarations. */
const bindsOnly = (keyword: number): boolean =>
  keyword === Keyword.IMPORT || keyword === Keyword.FROM || keyword === Keyword.GLOBAL || keyword === Keyword.NONLOCAL;

/**
 * Finds uses of libraries, methods and keyword arguments that tell something about an agent. `collect` goes over all tokens once and learns
 * what names are bound to; `report` then judges what was found, when every binding of every scope is known.
 */
export class UseReader {
  private readonly loads: Site[] = [];
  private readonly calls: Site[] = [];
  private readonly given: Site[] = [];
  private readonly strings: Site[] = [];
  private readonly stores: StoreReader;

  constructor(
    private readonly source: PythonSource,
    private readonly bindings: Bindings,
  ) {
    this.stores = new StoreReader(source, bindings);
  }

  collect(): void {
    const { statements, tokens } = this.source;
    const { settled } = tokens;
    const aliases = findAliases(this.source, this.bindings);
    for (let statement = 0; statement < statements.count; statement++) {
      const first = statements.firstToken(statement);
      const known = settled[first] ?? 0;
      if ((known & Settled.WITHOUT_EVIDENCE) !== 0) continue;
      const hasEvidence = !bindsOnly(statements.keyword(statement)) && this.collectIn(statement);
      if (!hasEvidence && !statements.endsByPlace(statement)) settled[first] = known | Settled.WITHOUT_EVIDENCE;
    }
    this.collectLoads();
    resolveAliases(this.source, aliases, this.bindings);
  }

  /** `threadBases` are the rules of classes of this file that inherit a thread or process class, by their `class` statement. */
  report(signals: SignalList, threadBases: ReadonlyMap<number, ApiRule>): void {
    for (const site of this.loads) this.reportLoad(site, signals, threadBases);
    for (const site of this.calls) this.reportMethod(site, signals);
    for (const site of this.given) this.reportArgument(site, signals);
    for (const { token, statement } of this.strings) {
      const kind: SignalKind = isCudaProvider(token, this.source) ? providerUse(token, this.source) : 'health-check';
      signals.add(kind, this.siteOf(token, token, statement), this.source.stringAt(token) ?? '');
    }
  }

  /** Collects what is evidence whatever names are bound to, and says whether there is any. */
  private collectIn(statement: number): boolean {
    const { source } = this;
    const { kinds, ids } = source.tokens;
    const first = source.statements.firstToken(statement);
    const end = source.statements.endToken(statement);
    const isOnlyString = end === first + 1;
    let hasEvidence = false;
    for (let token = first; token < end; token++) {
      const kind = kinds[token];
      let isEvidence = false;
      if (kind === Kind.NAME) {
        const interest = interestOf[ids[token] ?? 0] ?? 0;
        isEvidence = (interest & (METHOD | ARGUMENT)) !== 0 && this.collectWord({ token, statement }, interest);
      } else if (kind === Kind.STRING && !isOnlyString) {
        isEvidence = isCudaProvider(token, source) || isHealthRequest(source, token, statement);
        if (isEvidence) this.strings.push({ token, statement });
      }
      hasEvidence ||= isEvidence;
    }
    return hasEvidence;
  }

  private collectWord(site: Site, interest: number): boolean {
    const { kinds, ids } = this.source.tokens;
    const { token } = site;
    const isDefinition = ids[token - 1] === Keyword.DEF || ids[token - 1] === Keyword.CLASS;
    const isCall = (interest & METHOD) !== 0 && kinds[token + 1] === Kind.LEFT_PARENTHESIS && !isDefinition;
    if (isCall) this.calls.push(site);
    const isGiven = (interest & ARGUMENT) !== 0 && this.isNamedArgument(token);
    if (isGiven) this.given.push(site);
    return isCall || isGiven;
  }

  /** `name=` in a call, or the first target in brackets. */
  private isNamedArgument(token: number): boolean {
    const { kinds } = this.source.tokens;
    const before = kinds[token - 1] ?? Kind.END;
    return kinds[token + 1] === Kind.EQUAL && (before === Kind.LEFT_PARENTHESIS || before === Kind.COMMA);
  }

  /** Collects where names are used that are bound to something that matters, and learns what else binds them. */
  private collectLoads(): void {
    const { statements, tokens } = this.source;
    const { kinds, ids, count } = tokens;
    const { isTracked } = this.bindings;
    let statement = 0;
    for (let token = 0; token < count; token++) {
      if (isTracked[ids[token] ?? 0] !== 1 || kinds[token - 1] === Kind.DOT) continue;
      while (statements.endToken(statement) <= token) statement++;
      if (bindsOnly(statements.keyword(statement)) || this.stores.readStore(token, statement)) continue;
      // A target in brackets was read as a store.
      if (!this.isNamedArgument(token)) this.loads.push({ token, statement });
    }
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
