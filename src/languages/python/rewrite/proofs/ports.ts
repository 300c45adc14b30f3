import type { AgentSyntax } from '../agent-syntax.js';
import { isSamePort, portValue, type PortValue } from '../values/port-values.js';
import { ownPorts } from '../values/own-ports.js';
import { adoptedClasses } from './adopted.js';
import { failed, passed, type Proof, type ProofInput } from './proof.js';

/** No port that the base is given, and none that follows from it, is bound by the file as well, unless it was so before. */
export const provePorts: Proof = (input) => {
  const id = 'ports';
  for (const { before, after } of adoptedClasses(input)) {
    const clash = secondBind(input.after, after, input);
    if (clash !== undefined && !(before.isAdopted && secondBind(input.before, before, input) !== undefined)) {
      return failed(id, `${after.name} binds a port in line ${clash} that the base binds already.`);
    }
  }
  return passed(id, 'No port is bound twice.');
};

/** The line of a bind that certainly meets a port of the base. */
function secondBind(module: ProofInput['after'], agent: AgentSyntax, { contract }: ProofInput): number | undefined {
  const [call] = agent.superCalls;
  if (!call) return undefined;
  const place = { module, agent, method: agent.init };
  const taken = new Map<string, PortValue>();
  for (const { attribute, keyword, whenWithheld } of contract.ports) {
    const given = keyword === undefined ? undefined : call.keywords.get(keyword);
    const other = whenWithheld.kind === 'offset' ? taken.get(whenWithheld.of) : undefined;
    if (given) taken.set(attribute, portValue(given, place));
    else if (other && whenWithheld.kind === 'offset')
      taken.set(attribute, { ...other, offset: other.offset + whenWithheld.by });
    else if (whenWithheld.kind === 'fixed') taken.set(attribute, { root: '', offset: whenWithheld.port });
  }
  const clash = ownPorts(module, agent).find(({ value }) => {
    return value !== undefined && [...taken.values()].some((port) => isSamePort(port, value) === true);
  });
  return clash && module.lineOf(clash.node);
}
