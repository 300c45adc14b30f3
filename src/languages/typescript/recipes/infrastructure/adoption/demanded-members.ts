import type { Contract } from '../../../../../core/contract/contract.js';
import type { Reason } from '../../../../../core/reason.js';
import { listed } from '../../../../../core/text/listed.js';
import { contractMethod, fits, isNarrower } from './contract-members.js';
import type { MemberSyntax } from '../../../rewrite/agent-syntax.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';

/**
 * Why the agent has not got what the base leaves to it, all of what is missing at once: without it the class would not compile. Nothing is
 * made up for a member that is not there, and one that cannot be what the base asks for is not taken for it.
 */
export function refusalOfDemanded({ module, agent, contract }: TypeScriptContext): Reason | undefined {
  const members = new Map(agent.members.map((member) => [member.name, member]));
  const missing = contract.abstractMethods.filter((name) => !members.has(name));
  if (missing.length > 0) {
    const isOne = missing.length === 1;
    const named = listed(missing.map((name) => shapeOf(contract, name)));
    const message = `Missing abstract ${isOne ? 'member' : 'members'}: ${contract.class} demands ${named}, which ${agent.name} does not define; add ${isOne ? 'it' : 'them'} first.`;
    return { code: 'hook-collision', message, line: module.lineOf(agent.node.name ?? agent.statement) };
  }
  for (const name of contract.abstractMethods) {
    const member = members.get(name);
    const problem = member && problemOf(contract, member);
    if (problem === undefined) continue;
    const message = `Missing abstract member: ${contract.class} demands ${shapeOf(contract, name)}, and ${agent.name}.${name} ${problem}.`;
    return { code: 'hook-collision', message, line: module.lineOf(member?.nameNode ?? agent.statement) };
  }
  return undefined;
}

/** Why a member cannot be what the base asks for, with what to do. */
function problemOf(contract: Contract, member: MemberSyntax): string | undefined {
  const method = contractMethod(contract, member.name);
  const wanted = (method ?? contract.attributes.find(({ name }) => name === member.name))?.visibility ?? 'public';
  const way = 'give it another name if it means something else';
  if (isNarrower(member.visibility, wanted))
    return `is ${member.visibility}; make it ${wanted} if that is what it is for, or ${way}`;
  const isFitting = method === undefined ? member.kind !== 'method' : member.kind !== 'method' || fits(member, method);
  return isFitting ? undefined : `cannot be used so; change what it takes, or ${way}`;
}

function shapeOf(contract: Contract, name: string): string {
  const method = contractMethod(contract, name);
  return method ? `${name}(${(method.parameters ?? []).join(', ')})` : name;
}
