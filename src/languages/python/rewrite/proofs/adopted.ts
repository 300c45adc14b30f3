import { agentOf, type AgentSyntax } from '../agent-syntax.js';
import type { ProofInput } from './proof.js';

/** A class that inherits the base in the result, with what it was before the step. */
export interface Adopted {
  readonly before: AgentSyntax;
  readonly after: AgentSyntax;
}

/** Judged by the result's own class headers and imports. */
export function adoptedClasses({ before, after, classes, contract }: ProofInput): readonly Adopted[] {
  return classes.flatMap((name) => {
    const [old, found] = [before.classNamed(name), after.classNamed(name)];
    if (!old || !found) return [];
    const agent = agentOf(after, found, contract);
    return agent.isAdopted ? [{ before: agentOf(before, old, contract), after: agent }] : [];
  });
}
