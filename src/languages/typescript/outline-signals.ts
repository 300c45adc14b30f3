import { isHealthRoute, managesVram, saysHealth } from './evidence/health.js';
import type { Outline } from './outline/outline.js';
import { ScopeCursor } from './outline/scope-table.js';
import type { SignalList } from './signal-list.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';

/** Signals that methods are by their names, and routes by their paths. */
export function readOutlineSignals(source: TypeScriptSource, outline: Outline, signals: SignalList): void {
  const { scopes } = outline.scopes;
  outline.classes.forEach(({ members }, classIndex) => {
    const scope = scopes.findIndex((one) => one.kind === 'class' && one.classIndex === classIndex);
    for (const { name, nameToken, kind, isStatic } of members) {
      if (kind !== 'method' || isStatic) continue;
      const site = { firstToken: nameToken, lastToken: nameToken, scope };
      if (managesVram(name)) signals.add('vram-method', site, name);
      if (saysHealth(name)) signals.add('health-check', site, name);
    }
  });
  readRoutes(source, outline, signals);
}

function readRoutes(source: TypeScriptSource, outline: Outline, signals: SignalList): void {
  const { kinds, starts, count } = source.tokens;
  const cursor = new ScopeCursor(outline.scopes);
  for (let token = 0; token < count; token++) {
    if (kinds[token] !== Kind.STRING || source.text[(starts[token] ?? 0) + 1] !== '/' || source.isInType(token))
      continue;
    const content = source.stringAt(token) ?? '';
    if (!isHealthRoute(content)) continue;
    signals.add('health-check', { firstToken: token, lastToken: token, scope: cursor.at(token) }, content);
  }
}
