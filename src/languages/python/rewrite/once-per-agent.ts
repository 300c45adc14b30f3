import type { AgentSyntax } from './agent-syntax.js';
import type { PythonModule } from './syntax/python-module.js';

/** Keeps what is read of an agent class with it: recipes of several stages and the proofs of each ask the same of the same text. */
export function oncePerAgent<Answer extends object>(
  read: (module: PythonModule, agent: AgentSyntax) => Answer,
): (module: PythonModule, agent: AgentSyntax) => Answer {
  const answers = new WeakMap<AgentSyntax, Answer>();
  return (module, agent) => {
    const known = answers.get(agent);
    if (known) return known;
    const answer = read(module, agent);
    answers.set(agent, answer);
    return answer;
  };
}
