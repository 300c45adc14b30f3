import type { AgentSyntax } from '../agent-syntax.js';
import { adoptedClasses } from './adopted.js';
import { failed, passed, type Proof, type ProofInput } from './proof.js';

/** Each class that a step has moved onto the base calls its constructor once, with keywords that it knows and names that are set there. */
export const proveConstructor: Proof = (input) => {
  const id = 'constructor';
  for (const { before, after } of adoptedClasses(input)) {
    const problem = before.isAdopted && before.superCalls.length !== 1 ? undefined : problemOf(input, after);
    if (problem) return failed(id, `${after.name}: ${problem}`);
  }
  return passed(id, 'The constructor of the base is called once, with keywords of the contract.');
};

function problemOf({ after: module, contract }: ProofInput, agent: AgentSyntax): string | undefined {
  const [call, second] = agent.superCalls;
  const demanded = contract.keywords.filter((keyword) => keyword.default === undefined);
  if (!agent.init) return demanded.length > 0 ? `nothing passes ${demanded[0]?.name ?? ''} to the base.` : undefined;
  if (!call) return '__init__ does not call the constructor of the base.';
  if (second) return `__init__ calls a constructor twice (line ${module.lineOf(second.node)}).`;
  const known = new Set(contract.keywords.map(({ name }) => name));
  const unknown = [...call.keywords.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) return `${contract.class} does not know the keyword ${unknown}.`;
  const missing = demanded.find(({ name }) => !call.keywords.has(name) && !call.hasSplat);
  if (missing) return `the base's constructor demands ${missing.name}.`;
  return unsetName(module, agent);
}

/** A local name of `__init__` that the call reads before any statement has set it. */
function unsetName(module: ProofInput['after'], { init, superCalls, self }: AgentSyntax): string | undefined {
  const [call] = superCalls;
  const scope = init && module.scopeOf(init.node);
  if (!call || !scope) return undefined;
  const given = [...scope.loads.values()].flat().filter((load) => load.isWithin(call.argumentList));
  for (const load of given.sort((a, b) => a.start - b.start)) {
    const name = module.textOf(load);
    const places = scope.bindings.get(name);
    if (places && places.every((place) => place.start > call.node.start))
      return `${name} is not set yet when it is passed.`;
  }
  const early = self.within(call.argumentList).find(({ access }) => access === 'read');
  const isSet =
    early && self.named(early.name).some((use) => use.access === 'write' && use.node.start < early.node.start);
  const isMethod = early?.node.parent?.type === 'call';
  return early && !isSet && !isMethod ? `self.${early.name} is not set yet when it is passed.` : undefined;
}
