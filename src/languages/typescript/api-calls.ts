import type { CallSite } from './call-site.js';
import type { ApiRule, ModuleApi } from './evidence/api.js';
import { countedEngine } from './evidence/databases.js';
import type { SignalList, SignalSite } from './signal-list.js';

/** Turns calls that match a library's rules into signals. */
export class ApiCalls {
  private readonly databases: { readonly site: SignalSite; readonly engine: string }[] = [];

  constructor(readonly signals: SignalList) {}

  /** `path` is the dotted name that is called, below the module. */
  apply(api: ModuleApi, path: string, call: CallSite, scope: number): void {
    const rules = api.members?.[path] ?? (path.includes('(') ? undefined : api.any);
    const site = siteOf(call, scope);
    for (const rule of rules ?? []) {
      if (rule.when?.(call) === false) continue;
      const kind = typeof rule.kind === 'function' ? rule.kind(call) : rule.kind;
      const detail = detailOf(rule, call);
      if (kind === 'database') this.addDatabase(site, detail);
      else this.signals.add(kind, site, detail);
      // Whoever asks the GPU's own tool runs a command for that alone.
      if (detail === 'nvidia-smi') return;
    }
  }

  /** Held back until all of the file's engines are known: one may stand for another. */
  addDatabase(site: SignalSite, engine: string): void {
    this.databases.push({ site, engine });
  }

  reportDatabases(): void {
    const engines = new Set(this.databases.map(({ engine }) => engine));
    for (const { site, engine } of this.databases) this.signals.add('database', site, countedEngine(engine, engines));
  }
}

export const siteOf = ({ firstToken, lastToken }: CallSite, scope: number): SignalSite => ({
  firstToken,
  lastToken,
  scope,
});

function detailOf({ detail }: ApiRule, call: CallSite): string {
  if (typeof detail === 'function') return detail(call);
  return detail ?? call.source.textOf(call.callee);
}
