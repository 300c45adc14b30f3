import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';
import { vocabulary } from './vocabulary.js';

const camelCase = /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*$|^[A-Z]{2,}[a-z][A-Za-z0-9]*$/;
const neverAgent = /(?:Error|Exception)$/;
const agentModule = /^(?:.*\/)?([\w-]*agent)(?:\.[mc]?[jt]sx?)?$/i;

const SHORTEST = 5;
const LONGEST = 120;

/** Names in the text that may be another agent's: class names in CamelCase as identifiers or whole strings, modules as strings. */
export function readMentions(source: TypeScriptSource): string[] {
  const { names, kinds, starts, ends, count } = source.tokens;
  const found = new Set<string>();
  for (let id = vocabulary.words.length; id < names.size; id++) {
    if (!names.isCapitalized(id)) continue;
    const name = names.nameOf(id);
    if (camelCase.test(name) && !neverAgent.test(name)) found.add(name);
  }
  for (let token = 0; token < count; token++) {
    if (kinds[token] !== Kind.STRING) continue;
    const length = (ends[token] ?? 0) - (starts[token] ?? 0) - 2;
    if (length < SHORTEST || length > LONGEST) continue;
    const content = source.stringAt(token) ?? '';
    const module = agentModule.exec(content)?.[1];
    if (module !== undefined) found.add(module);
    else if (camelCase.test(content) && !neverAgent.test(content)) found.add(content);
  }
  return [...found].sort();
}
