import { leave, nothing, oneGroup, refuse, type Proposal } from '../../../../core/rewrite/recipe.js';
import { fullName } from '../../rewrite/syntax/expressions.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { nameOfBase } from './adoption/base-import.js';
import { headerEdits, refusalOfHeader } from './adoption/class-header.js';
import { constructorCall } from './adoption/constructor-call.js';
import { refusalOfDemanded } from './adoption/demanded-members.js';
import { settleMembers } from './adoption/member-collisions.js';
import { refusalOfWhole } from './adoption/whole-agent.js';

export const ADOPT_BASE = 'adopt-base';

/** Import, base class, call of the base's constructor and every renaming that they make necessary: all of it or none. */
export const adoptBase: TypeScriptRecipe = {
  id: ADOPT_BASE,
  title: 'Adopt the base class',
  description:
    'Makes the agent a subclass of the base and calls its constructor. Members that would get in the way of the base are renamed inside the class.',
  stage: 'infrastructure',
  scope: 'class',
  propose: (context) => (context.agent.isAdopted ? reviewAdopted(context) : adopt(context)),
};

function adopt(context: TypeScriptContext): Proposal {
  if (inheritsAgent(context)) return nothing;
  const refusal = refusalOfHeader(context) ?? refusalOfDemanded(context) ?? refusalOfWhole(context);
  if (refusal) return refuse(refusal);
  const base = nameOfBase(context, ADOPT_BASE);
  if (!base.ok) return refuse(base.refused);
  const call = constructorCall(context);
  if (!call.ok) return refuse(call.refused);
  const settled = settleMembers(context);
  if (settled.kind === 'refused') return refuse(settled.reason);
  const group = {
    safety: settled.review.length > 0 ? ('review' as const) : ('safe' as const),
    edits: [...base.edits, ...headerEdits(context, base.name), ...call.edits, ...settled.edits],
    renamed: settled.renamed,
  };
  return oneGroup(group, settled.review);
}

/** A base that is to be migrated itself makes this class an agent too. */
function inheritsAgent({ agent, agents }: TypeScriptContext): boolean {
  const written = agent.base && fullName(agent.base.expression);
  return agents.some((other) => other !== agent && other.name === written);
}

function reviewAdopted({ module, agent, contract }: TypeScriptContext): Proposal {
  const [first, second] = agent.superCalls;
  if (second) {
    const reason = `${agent.name} constructs ${contract.class} more than once.`;
    return leave({ reason, line: module.lineOf(second) });
  }
  if (agent.construct && !first) {
    const reason = `The constructor of ${agent.name} never calls that of ${contract.class}.`;
    return leave({ reason, line: module.lineOf(agent.construct) });
  }
  return nothing;
}
