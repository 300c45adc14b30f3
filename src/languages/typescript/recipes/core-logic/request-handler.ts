import type { ContractMethod } from '../../../../core/contract/contract.js';
import { leave, nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import { isAsync, visibilityOf, type MethodWithBody } from '../../rewrite/agent-syntax.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { dispatches, type Dispatch } from '../reading/dispatch.js';
import { methodNamed } from '../reading/method-named.js';
import { appendMethod } from '../writing/new-method.js';

/** The method that answers requests is what the base asks; the agent's own ways of receiving them stay. */
export const requestHandler: TypeScriptRecipe = {
  id: 'request-handler',
  title: 'Answer requests in the method that the base calls',
  description:
    "Gives the agent the base's request handler, which calls the agent's own. For review where that takes something more special than the base gives it.",
  stage: 'core-logic',
  scope: 'class',
  propose(context) {
    const { module, agent, contract } = context;
    const wanted = contract.requestHandler;
    if (!agent.isAdopted || wanted === undefined || methodNamed(agent, wanted.name)) return nothing;
    const found = dispatches(agent);
    const [first] = found;
    if (!first) return nothing;
    const names = new Set(found.map(({ handler }) => handler?.name));
    if (names.size > 1) {
      const reason = `${agent.name} answers requests in several ways; decide which of them is ${wanted.name}.`;
      return leave({ reason, line: module.lineOf(found[1]?.reply ?? first.reply) });
    }
    return fromDispatch(context, first, wanted);
  },
};

function fromDispatch(context: TypeScriptContext, { handler, reply }: Dispatch, wanted: ContractMethod): Proposal {
  const { module, agent } = context;
  if (!handler) {
    const reason = `${agent.name} makes its replies where it receives requests; move that into ${wanted.name}(request).`;
    return leave({ reason, line: module.lineOf(reply) });
  }
  const method = methodNamed(agent, handler.name);
  const problem = method ? unfit(method, wanted) : `${handler.name} is no method of the class`;
  if (!method || problem !== undefined)
    return leave({
      reason: `Requests cannot go to ${wanted.name}: ${problem ?? ''}.`,
      line: module.lineOf(handler.call),
    });
  return delegated(context, method, wanted);
}

const rawTypes = /^(?:Buffer|string|RawData|WebSocket\.RawData|Uint8Array|ArrayBuffer)$/;

function unfit(method: MethodWithBody, wanted: ContractMethod): string | undefined {
  const name = method.name.getText();
  const [request, ...others] = method.parameters;
  const demanded = others.filter((one) => !one.questionToken && !one.initializer && !one.dotDotDotToken);
  if (!request || demanded.length > 0 || method.typeParameters) return `${name} is not given the request alone`;
  const type = request.type?.getText() ?? 'unknown';
  if (rawTypes.test(type)) return `${name} takes them as they came, as ${type}`;
  return isAsync(method) && wanted.isAsync !== true ? `${name} is asynchronous` : undefined;
}

/** The own method stays, for its own transport and for other callers. */
function delegated(context: TypeScriptContext, method: MethodWithBody, wanted: ContractMethod): Proposal {
  const { module, agent, contract } = context;
  const name = method.name.getText();
  const [parameter] = wanted.parameters ?? [];
  const request = parameter?.replace(/^_+|\W/g, '') ?? 'request';
  const type = method.parameters[0]?.type?.getText() ?? 'any';
  const isOpen = module.isJavaScript || type === 'unknown' || type === 'any';
  const given = isOpen ? request : `${request} as ${type}`;
  const isAsyncHandler = wanted.isAsync === true;
  const edit = appendMethod(context, {
    overrides: wanted,
    parameters: `${request}: unknown`,
    returns: isAsyncHandler ? 'Promise<unknown>' : 'unknown',
    isAsync: isAsyncHandler,
    lines: [`return this.${name}(${given})`],
  });
  if (!edit) {
    const reason = `${agent.name} gets no ${wanted.name}: its last line holds more than its brace.`;
    return leave({ reason, line: module.lineOf(method.name) });
  }
  const stays = `${contract.class} asks ${wanted.name} for the answer to a request; ${name} stays for ${visibilityOf(method) === 'private' ? 'its own transport' : 'its other callers'}.`;
  const reason = isOpen ? stays : `${stays} That a request is a ${type} is taken on trust.`;
  return oneGroup({ safety: isOpen ? 'safe' : 'review', edits: [{ ...edit, reason }] });
}
