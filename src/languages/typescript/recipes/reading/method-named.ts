import { oncePer } from '../../../../core/once-per.js';
import type { AgentSyntax, MethodWithBody } from '../../rewrite/agent-syntax.js';

/** The method of an agent's instances that has the name and a body; the first one where the text has more. */
export const methodNamed = (agent: AgentSyntax, name: string | undefined): MethodWithBody | undefined =>
  name === undefined ? undefined : methodsByName(agent).get(name);

const methodsByName = oncePer(
  (agent: AgentSyntax): ReadonlyMap<string, MethodWithBody> =>
    new Map(agent.methods.toReversed().map((method) => [method.name.getText(), method])),
);
