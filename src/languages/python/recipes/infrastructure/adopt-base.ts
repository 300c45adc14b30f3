import { leave, nothing, oneGroup, refuse, type LeftNote, type Proposal } from '../../../../core/rewrite/recipe.js';
import { isSelf } from '../../rewrite/is-self.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import { callOf } from '../reading/origins.js';
import { nameOfBase } from './adoption/base-import.js';
import { headerEdit, refusalOfHeader } from './adoption/class-header.js';
import { constructorCall } from './adoption/constructor-call.js';
import { settleAsked } from './adoption/asked-attributes.js';
import { settleClassMaking } from './adoption/class-making.js';
import { settleExistingCall } from './adoption/existing-call.js';
import { together } from '../../../../core/rewrite/finding.js';
import { settleHeirs } from './adoption/heirs.js';
import { settleHidden } from './adoption/hidden-members.js';
import { settleMethods } from './adoption/method-collisions.js';
import { settleAttributes } from './adoption/owned-attributes.js';
import { settleSettings } from './adoption/settings-as-attributes.js';
import { sharedLogger } from './adoption/shared-logger.js';
import { settleWholeObject } from './adoption/whole-object.js';
import { methodsNamed } from '../../rewrite/syntax/methods-named.js';

export const ADOPT_BASE = 'adopt-base';

/** Import, base class, call of the base's constructor and every renaming that they make necessary: all of it or none. */
export const adoptBase: PythonRecipe = {
  id: ADOPT_BASE,
  title: 'Adopt the base class',
  description:
    'Makes the agent a subclass of the base and calls its constructor. Members that would get in the way of the base are renamed inside the class.',
  stage: 'infrastructure',
  scope: 'class',
  propose: (context) => (context.agent.isAdopted ? reviewAdopted(context) : adopt(context)),
};

function adopt(context: PythonContext): Proposal {
  const { agent } = context;
  if (inheritsAgent(context)) return nothing;
  const header = refusalOfHeader(context);
  if (header) return refuse(header);
  const base = nameOfBase(context, ADOPT_BASE);
  if (!base.ok) return refuse(base.refused);
  if (agent.superCalls.length > 1) return leave(calledTwice(context));
  const call = constructorCall(context);
  if (call.refused) return refuse(call.refused);
  const settled = together([
    settleMethods(context),
    settleAttributes(context, call.passed),
    settleExistingCall(context),
    settleHidden(context),
    settleClassMaking(context),
    settleAsked(context),
    settleSettings(context),
    settleWholeObject(context),
    settleHeirs(context, call.passed),
  ]);
  if (settled.kind === 'refused') return refuse(settled.reason);
  const risk: readonly LeftNote[] = call.risk
    ? [
        {
          reason: `The base may take the port of line ${call.risk.line} for itself before ${agent.name} binds it, because its own port is withheld.`,
          line: call.risk.line,
        },
      ]
    : [];
  const logger = sharedLogger(context);
  const review = [...settled.review, ...risk, ...lateEnd(context), ...logger.review];
  const group = {
    safety: review.length > 0 ? ('review' as const) : ('safe' as const),
    edits: [...base.edits, headerEdit(context, base.name, logger.remark), ...call.edits, ...settled.edits],
    renamed: settled.renamed,
  };
  return oneGroup(group, [...review, ...logger.notes]);
}

/** Threads of the base hold the agent, so that it is not given up when the last name of it goes. */
function lateEnd({ module, agent, contract }: PythonContext): readonly LeftNote[] {
  const method = methodsNamed(agent, '__del__').at(-1);
  const finalizer = module
    .callsNamed('finalize')
    .find((node) => node.isWithin(agent.body) && isSelf(module, agent, callOf(module, node)?.positional[0]));
  const node = method?.nameNode ?? finalizer;
  if (!node || contract.health?.threadAttribute === undefined) return [];
  const cleanup = contract.cleanup?.name ?? 'the end of the process';
  const what = method ? '__del__' : 'finalizer';
  const reason = `The threads of ${contract.class} hold ${agent.name} until ${cleanup}: its ${what} does not run before.`;
  return [{ reason, line: module.lineOf(node) }];
}

/** A base that is to be migrated itself makes this class an agent too. */
function inheritsAgent({ module, agent, agents }: PythonContext): boolean {
  const names = agent.bases.map((base) => module.textOf(base));
  return agents.some((other) => other !== agent && names.includes(other.name));
}

function calledTwice({ module, agent, contract }: Pick<PythonContext, 'module' | 'agent' | 'contract'>): LeftNote {
  const line = agent.superCalls[1] && module.lineOf(agent.superCalls[1].node);
  const reason = `${agent.name}.__init__ calls a base's constructor more than once; a ${contract.class} is constructed once.`;
  return { reason, ...(line === undefined ? {} : { line }) };
}

/** What a class that is moved already still gets wrong. */
function reviewAdopted({ module, agent, contract }: PythonContext): Proposal {
  const [first, second] = agent.superCalls;
  if (second) return leave(calledTwice({ module, agent, contract }));
  if (agent.init && !first) {
    const reason = `${agent.name}.__init__ never calls the constructor of ${contract.class}.`;
    return leave({ reason, line: module.lineOf(agent.init.nameNode) });
  }
  if (first && first.positional.length > 0 && contract.positional === 'ignored') {
    const reason = `${contract.class} ignores positional arguments of its constructor; pass them as keywords.`;
    return leave({ reason, line: module.lineOf(first.node) });
  }
  return nothing;
}
