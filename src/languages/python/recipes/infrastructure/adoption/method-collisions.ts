import type { ContractMethod } from '../../../../../core/contract/contract.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { contractMethods, isCompatible, shapeOf } from './contract-methods.js';
import { tooEarly } from './constructor-place.js';
import { settleDemanded } from './demanded-methods.js';
import { fine, refused, together, type Finding } from '../../../../../core/rewrite/finding.js';
import { earlyMethods } from '../../../rewrite/early-state.js';
import { placeFor } from './early-reads.js';
import { findMissedUse, renameMember } from './rename-member.js';
import { methodsNamed } from '../../../rewrite/syntax/methods-named.js';

/** Methods of the agent that would override a method of the base: which may stay, which are renamed, and which forbid the adoption. */
export function settleMethods(context: PythonContext): Finding {
  const { agent, contract } = context;
  const names = new Set(agent.methods.map(({ name }) => name));
  const colliding = [...contractMethods(contract)].filter(([name]) => names.has(name));
  const findings = colliding.map(([name, expected]) => settleMethod(context, name, expected));
  return together([settleDemanded(context), ...findings]);
}

function settleMethod(context: PythonContext, name: string, expected: ContractMethod): Finding {
  const { agent, module, contract, draft } = context;
  const definitions = methodsNamed(agent, name).filter((method) => !draft.isDeleted(method.whole));
  const [method] = definitions;
  if (!method) return fine();
  const place = earlyMethods(contract).has(name) ? placeFor(context, name, expected) : undefined;
  const early = place?.ok === false ? tooEarly(context, place) : undefined;
  const isHook = contract.constructorHooks.includes(name) || early !== undefined;
  if (!isHook && definitions.every((one) => isCompatible(one, expected))) return fine();
  if (!isHook && !name.startsWith('_') && !isCalledByBase(context, expected)) return fine();
  const line = module.lineOf(method.nameNode);
  const why = isHook
    ? `The constructor of ${contract.class} would run ${agent.name}.${name} ${early ?? 'before the agent is ready'}`
    : `${contract.class} would call ${agent.name}.${name}, which means something else`;
  if (contract.abstractMethods.includes(name)) {
    const message = `${why}, and it cannot be renamed: ${contract.class} demands ${shapeOf(expected)}.`;
    return refused({ code: 'hook-collision', message, line });
  }
  const missed = findMissedUse(context, name, 'method');
  if (missed) {
    const code = name.startsWith('_') ? 'hook-collision' : 'public-method-collision';
    const message = `${why}, and it cannot be renamed: ${missed.reason}.`;
    return refused({ code, message, line });
  }
  const { edits, to } = renameMember(context, name, `${why}: it is renamed.`);
  const renamed = [{ from: `${agent.name}.${name}`, to: `${agent.name}.${to}` }];
  const review = name.startsWith('_')
    ? []
    : [{ reason: `${why}. Renaming a public method is for a person to decide.`, line }];
  return fine({ edits, renamed, review });
}

/** Some method of the base that the agent does not replace calls it. */
export function isCalledByBase({ agent }: PythonContext, { calledBy = [] }: ContractMethod): boolean {
  return calledBy.some((caller) => caller === '__init__' || methodsNamed(agent, caller).length === 0);
}
