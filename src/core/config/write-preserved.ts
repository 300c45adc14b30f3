import type { AgentPlace } from '../workspace/agent-references.js';
import { matchesAgent } from './agent-pattern.js';
import { parseConfig, type PreservedAgent } from './config.js';
import { configFileName } from './config-file-name.js';
import { rewrittenConfig } from './rewritten-config.js';

/** The text of a project configuration that keeps one more agent as it is; a reason for the same agent gives way. */
export function withPreserved(text: string | undefined, kept: PreservedAgent, fileName = configFileName): string {
  const before = preservedIn(text, fileName).filter(({ agent }) => agent !== kept.agent);
  return rewrittenConfig(text, fileName, () => ({ preserve: [...before, kept] }));
}

/** The same without what keeps this agent, and with that every other agent that a glob among it meant. */
export function withoutPreserved(
  text: string | undefined,
  { path, class: name }: AgentPlace,
  fileName = configFileName,
): string {
  const left = preservedIn(text, fileName).filter(({ agent }) => !matchesAgent(agent, path, name));
  return rewrittenConfig(text, fileName, () => ({ preserve: left.length === 0 ? undefined : left }));
}

function preservedIn(text: string | undefined, fileName: string): readonly PreservedAgent[] {
  return text === undefined ? [] : parseConfig(text, fileName).config.preserve;
}
