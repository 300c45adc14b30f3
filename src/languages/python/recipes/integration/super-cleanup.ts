import type { ContractMethod } from '../../../../core/contract/contract.js';
import { leave, nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { insertLinesBelow } from '../../rewrite/syntax/insertion.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import { callsIn } from '../reading/origins.js';

export const SUPER_CLEANUP = 'super-cleanup';

/** The agent's own teardown ends with the base's, so that the base's sockets, threads and servers end too. */
export const superCleanup: PythonRecipe = {
  id: SUPER_CLEANUP,
  title: "End cleanup with the base's",
  description:
    "Appends the base's cleanup to the agent's own, or to the method of another name with which the agent closes its sockets, when that has a single exit.",
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, module, contract } = context;
    const { cleanup } = contract;
    if (!agent.isAdopted || cleanup?.mustCallSuper !== true) return nothing;
    const method = teardownOf(context);
    if (method === undefined || method.kind !== 'instance' || callsBase(module, method, cleanup.name)) return nothing;
    const receiver = method.name === cleanup.name ? 'super()' : 'self';
    return append(context, method, `${receiver}.${cleanup.name}()`);
  },
};

/** The agent's own cleanup, else the method of another name with which it closes what it holds. */
export function teardownOf(context: PythonContext): MethodSyntax | undefined {
  const { agent, contract } = context;
  const own = agent.methods.findLast(({ name }) => name === contract.cleanup?.name);
  return own ?? (contract.cleanup === undefined ? undefined : otherTeardown(context, contract.cleanup));
}

function append({ agent, module, contract }: PythonContext, method: MethodSyntax, call: string): Proposal {
  const { cleanup } = contract;
  const left = (reason: string): Proposal => {
    const line = module.lineOf(method.nameNode);
    return leave({ reason: `${agent.name}.${method.name} does not end with the base's cleanup: ${reason}.`, line });
  };
  if (method.isAsync !== (cleanup?.isAsync ?? false))
    return left('one of the two is asynchronous and the other is not');
  const exit = [...method.body.walk(({ type }) => type !== 'function_definition')].find(
    ({ type }) => type === 'return_statement',
  );
  if (exit) return left(`it also ends in line ${module.lineOf(exit)}`);
  const last = method.statements.at(-1);
  if (last === undefined || last.type === 'raise_statement') return left('its last statement raises');
  const line = cleanup?.isAsync === true ? `await ${call}` : call;
  const reason = `${contract.class}.${cleanup?.name ?? ''} ends what the base has started.`;
  return oneGroup({ safety: 'safe', edits: [{ ...insertLinesBelow(module, last, [line]), reason }] });
}

/** A method of another name that closes what the agent holds: `stop`, `shutdown`. */
function otherTeardown({ agent, module }: PythonContext, { synonyms = [] }: ContractMethod): MethodSyntax | undefined {
  const named = synonyms.flatMap((name) => agent.methods.filter((method) => method.name === name));
  return named.find((method) => {
    const takesNothing = method.parameters.every(
      ({ default: fallback, kind }) => fallback !== undefined || kind !== 'normal',
    );
    const closes = callsIn(module, method.body).some(
      ({ name, receiver }) => /^(close|term|destroy)$/.test(name) && receiver !== undefined,
    );
    return takesNothing && closes;
  });
}

function callsBase(module: PythonModule, { body, selfName }: MethodSyntax, cleanup: string): boolean {
  return callsIn(module, body).some(({ name, receiver }) => {
    const before = receiver === undefined ? '' : module.textOf(receiver);
    return name === cleanup && (before === selfName || /^super\(|^[A-Z]\w*$/.test(before));
  });
}
