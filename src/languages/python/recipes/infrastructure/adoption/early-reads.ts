import type { ContractMethod } from '../../../../../core/contract/contract.js';
import { earlyMethods } from '../../../rewrite/early-state.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import { healthThreads } from '../health-check/health-thread.js';
import { readReplyLoop } from '../health-check/reply-loop.js';
import { constructorPlace, type ConstructorPlace } from './constructor-place.js';
import { contractMethods, isCompatible } from './contract-methods.js';
import { methodsNamed } from '../../../rewrite/syntax/methods-named.js';

/** What the base reads of the agent before its constructor has returned, through what the agent keeps under the base's names. */
export function earlyReads(context: PythonContext): readonly SelfUse[] {
  const { contract } = context;
  const early = earlyMethods(contract);
  const kept = [...contractMethods(contract)].filter(
    ([name, expected]) =>
      early.has(name) && !contract.constructorHooks.includes(name) && placeFor(context, name, expected)?.ok === true,
  );
  return [...handedReply(context), ...kept.flatMap(([name]) => usesIn(context, name))];
}

/** Where the base's constructor can be called if the agent keeps its methods of this name; `undefined` when it has none that can be kept. */
export function placeFor(context: PythonContext, name: string, expected: ContractMethod): ConstructorPlace | undefined {
  const { agent, draft } = context;
  const own = methodsNamed(agent, name).filter((method) => !draft.isDeleted(method.whole));
  if (own.length === 0 || !own.every((method) => isCompatible(method, expected))) return undefined;
  return constructorPlace(context, [...handedReply(context), ...usesIn(context, name)]);
}

const usesIn = ({ agent }: PythonContext, name: string): readonly SelfUse[] =>
  methodsNamed(agent, name).flatMap((method) => agent.self.inMethod(method));

/** What the reply of a health check that is handed over reads: it becomes the base's health hook. */
function handedReply({ module, agent, contract, draft }: PythonContext): readonly SelfUse[] {
  const keyword = contract.keywords.find(({ role }) => role === 'health-port')?.name;
  if (!draft.handOvers(agent.name).some((one) => one.keyword === keyword)) return [];
  const threads = healthThreads(module, agent);
  const readings = threads
    .filter(({ loop }) => draft.isDeleted(loop.whole))
    .map(({ loop }) => readReplyLoop(module, loop));
  return readings.flatMap((reading) => (reading.ok ? agent.self.within(reading.loop.reply) : []));
}
