import { portsBoundWith } from '../../infrastructure/adoption/constructor-ports.js';
import { heirsInFile } from '../../../rewrite/foreign-uses.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import type { Place } from '../../../rewrite/values/definitions.js';
import { isSamePort, portValue, type PortValue } from '../../../rewrite/values/port-values.js';
import { argumentFor } from './argument-for.js';

interface Instance {
  readonly call: SyntaxNode;
  readonly value: PortValue;
}

/**
 * An instance that the file makes of the agent, or of a class on top of it, with a port that the base of another instance would bind as
 * well: two agents next to each other each take one port, a base may take those behind it too. `source` names the parameter of the port.
 */
export function instanceBeside(context: PythonContext, source: string, keyword: string): SyntaxNode | undefined {
  const instances = instancesOf(context, source);
  for (const one of instances) {
    const beside = portsBeside(context, keyword, one.value);
    const other = instances.find((two) => two !== one && beside.some((port) => isSamePort(port, two.value) === true));
    if (other) return other.call;
  }
  return undefined;
}

function instancesOf({ module, agent }: PythonContext, source: string): readonly Instance[] {
  const fallback = agent.init?.parameters.find(({ name }) => name === source)?.default;
  const place: Place = { module, agent, method: undefined };
  const heirs = new Set(heirsInFile(module, agent));
  const classes = [agent, ...module.classes.filter(({ node }) => heirs.has(node))];
  return classes.flatMap(({ name }) =>
    module.callsOf(name).flatMap((call) => {
      const node = argumentFor(source, call, place) ?? fallback;
      return node ? [{ call, value: portValue(node, place) }] : [];
    }),
  );
}

/** What the base binds besides the port that it is given; a keyword that the agent passes itself may be anything. */
function portsBeside({ agent, contract }: PythonContext, keyword: string, value: PortValue): readonly PortValue[] {
  const unknown = { value: { root: '?', offset: 0 }, numbers: new Set<number>() };
  const passed = contract.ports.flatMap((port) => port.keyword ?? []);
  const chosen = passed.filter((one) => agent.superCalls.some(({ keywords }) => keywords.has(one)));
  const given = new Map([...chosen.map((one) => [one, unknown] as const), [keyword, { ...unknown, value }] as const]);
  const bound = portsBoundWith(contract, given, 0).flatMap((site) => site.value ?? []);
  return bound.filter((port) => isSamePort(port, value) !== true);
}
