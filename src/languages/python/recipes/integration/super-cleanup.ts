import type { ContractMethod } from '../../../../core/contract/contract.js';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import { leave, nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import { withoutDocstring, type MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { indentationStep } from '../../rewrite/syntax/indentation-step.js';
import { insertBefore, insertLinesBelow } from '../../rewrite/syntax/insertion.js';
import { startOfOwnLine } from '../../rewrite/syntax/line-ends.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import { statementsOf } from '../../rewrite/syntax/statements.js';
import { callOf, callsIn } from '../reading/origins.js';
import { exitAtEnd, exitsOf, processExit } from '../reading/process-exit.js';
import { methodsReachedFrom } from '../reading/reached-methods.js';
import { isGenerator } from '../reading/serving.js';
import { methodsNamed } from '../../rewrite/syntax/methods-named.js';

export const SUPER_CLEANUP = 'super-cleanup';

/** The agent's own teardown ends with the base's, so that the base's sockets, threads and servers end too. */
export const superCleanup: PythonRecipe = {
  id: SUPER_CLEANUP,
  title: "End cleanup with the base's",
  description:
    "Appends the base's cleanup to the agent's own, or to the method of another name with which the agent closes its sockets. For review where that returns early, a body that is one try gets it in its finally, and where another method ends the agent too.",
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, contract } = context;
    const { cleanup } = contract;
    if (!agent.isAdopted || cleanup?.mustCallSuper !== true) return nothing;
    const method = teardownOf(context);
    if (method === undefined || method.kind !== 'instance' || callsBase(context, method, cleanup.name)) return nothing;
    const receiver = method.name === cleanup.name ? 'super()' : 'self';
    return append(context, method, `${receiver}.${cleanup.name}()`);
  },
};

/** The agent's own cleanup, else the method of another name with which it closes what it holds. */
export function teardownOf(context: PythonContext): MethodSyntax | undefined {
  const { agent, contract } = context;
  const own = methodsNamed(agent, contract.cleanup?.name).at(-1);
  return own ?? (contract.cleanup === undefined ? undefined : otherTeardown(context, contract.cleanup));
}

function append(context: PythonContext, method: MethodSyntax, call: string): Proposal {
  const { agent, module, contract } = context;
  const { cleanup } = contract;
  const left = (reason: string): Proposal => {
    const line = module.lineOf(method.nameNode);
    return leave({ reason: `${agent.name}.${method.name} does not end with the base's cleanup: ${reason}.`, line });
  };
  if (method.isAsync !== (cleanup?.isAsync ?? false))
    return left('one of the two is asynchronous and the other is not');
  if (isGenerator(method)) return left('it is a generator, whose statements run only while somebody iterates');
  const line = cleanup?.isAsync === true ? `await ${call}` : call;
  const atEnd = exitAtEnd(module, method);
  const exits = atEnd === undefined ? exitsOf(module, method.body) : [];
  const [exit] = exits;
  if (exit) {
    const isAbrupt = exits.some((one) => processExit(module, one) === 'at once');
    const edit = isAbrupt ? undefined : appendFinally(module, method, line);
    const reason = `${contract.class}.${cleanup?.name ?? ''} ends what the base has started, also when ${method.name} returns early.`;
    return edit === undefined
      ? left(`it also ends in line ${module.lineOf(exit)}`)
      : oneGroup({ safety: 'review', edits: [{ ...edit, reason }] });
  }
  const last = method.statements.at(-1);
  if (last === undefined || (last.type === 'raise_statement' && last !== atEnd))
    return left('its last statement raises');
  const other = otherEnd(context, method);
  const beside = other === undefined ? '' : `, but not where ${other.name} ends the agent on its own`;
  const reason = `${contract.class}.${cleanup?.name ?? ''} ends what the base has started${beside}.`;
  const safety = other === undefined ? 'safe' : 'review';
  const edit = atEnd ? insertBefore(module, atEnd, [line]) : insertLinesBelow(module, last, [line]);
  return oneGroup({ safety, edits: [{ ...edit, reason }] });
}

/** A method that ends a context of the agent and never comes to its teardown: whoever leaves that way leaves the base as it is. */
function otherEnd({ agent, module }: PythonContext, teardown: MethodSyntax): MethodSyntax | undefined {
  const ofTeardown = methodsReachedFrom(agent, [teardown.name]);
  const endings = ['term', 'destroy'].flatMap((name) => module.callsNamed(name));
  return agent.methods.find((method) => {
    if (method === agent.init || ofTeardown.has(method)) return false;
    const ends = endings.some((node) => {
      const receiver = node.isWithin(method.body) ? callOf(module, node)?.receiver : undefined;
      return receiver !== undefined && module.textOf(receiver).startsWith(`${method.selfName}.`);
    });
    return ends && !methodsReachedFrom(agent, [method.name]).has(teardown);
  });
}

/** The line in the `finally` of a body that is one `try`, whichever way it is left; `undefined` for any other body. */
function appendFinally(module: PythonModule, method: MethodSyntax, line: string): TextEdit | undefined {
  const [only, ...more] = withoutDocstring(method.statements);
  if (only?.type !== 'try_statement' || more.length > 0 || startOfOwnLine(module.text, only.start) === undefined)
    return undefined;
  const last = only.child('finally_clause')?.child('block');
  if (last === undefined) {
    return insertLinesBelow(module, only, ['finally:', `${indentationStep(module, method)}${line}`]);
  }
  const end = statementsOf(last).at(-1);
  if (end === undefined || end.type === 'raise_statement' || exitsOf(module, last).length > 0) return undefined;
  return startOfOwnLine(module.text, end.start) === undefined ? undefined : insertLinesBelow(module, end, [line]);
}

/** A method of another name that closes what the agent holds: `stop`, `shutdown`. */
function otherTeardown({ agent, module }: PythonContext, { synonyms = [] }: ContractMethod): MethodSyntax | undefined {
  const named = synonyms.flatMap((name) => methodsNamed(agent, name));
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

/** Whether a method calls the base's cleanup by itself. */
export function callsBase(
  { module, agent }: PythonContext,
  { body, selfName }: MethodSyntax,
  cleanup: string,
): boolean {
  const receivers = [selfName, ...agent.bases.map((base) => module.textOf(base))];
  return callsIn(module, body).some(({ name, receiver }) => {
    const before = receiver === undefined ? '' : module.textOf(receiver);
    return name === cleanup && (receivers.includes(before) || /^super\(|^[A-Z]\w*$/.test(before));
  });
}
