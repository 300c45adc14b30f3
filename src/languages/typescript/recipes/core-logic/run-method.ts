import { ts } from 'ts-morph';
import type { ContractMethod } from '../../../../core/contract/contract.js';
import type { EditGroup } from '../../../../core/rewrite/edit-group.js';
import { leave, nothing, type Proposal } from '../../../../core/rewrite/recipe.js';
import { isAsync, visibilityOf, type MethodWithBody } from '../../rewrite/agent-syntax.js';
import { fullName, nodesIn } from '../../rewrite/syntax/expressions.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { methodNamed } from '../reading/method-named.js';
import { ownResources } from '../reading/own-resources.js';
import { mayAnswerLater, reachedFrom, servesUntilTheEnd } from '../reading/serving.js';
import { appendMethod } from '../writing/new-method.js';

const RUN_METHOD = 'run-method';

/**
 * An agent that serves in `start` is started by that name, while whoever starts an agent of the base calls `run`. The name stays, and `run`
 * calls it, and goes on to the base's where `start` comes back at once.
 */
export const runMethod: TypeScriptRecipe = {
  id: RUN_METHOD,
  title: 'Serve in the method that starts an agent',
  description:
    "Gives the agent the base's run method, which calls the agent's own. For review, the file's own entry calls it too.",
  stage: 'core-logic',
  scope: 'class',
  propose(context) {
    const { module, agent, contract, outside } = context;
    const { run } = contract;
    if (!agent.isAdopted || run === undefined || methodNamed(agent, run.name)) return nothing;
    const isUsed = agent.uses.all.some(({ name }) => name === run.name);
    const method =
      isUsed || outside.attributes.some(({ name }) => name === run.name) ? undefined : starting(context, run);
    if (!method) return nothing;
    const problem = unfit(context, method, run);
    if (problem === undefined) return calling(context, method, run);
    const reason = `${agent.name} serves in ${method.name.getText()}, which cannot become the ${run.name} of ${contract.class}: ${problem}.`;
    return leave({ reason, line: module.lineOf(method.name) });
  },
};

/** The one method by which the agent is started. */
function starting(
  { agent, contract }: TypeScriptContext,
  { synonyms = [] }: ContractMethod,
): MethodWithBody | undefined {
  const ofBase = new Set(contract.methods.map(({ name }) => name));
  const named = synonyms.filter((name) => !ofBase.has(name)).flatMap((name) => methodNamed(agent, name) ?? []);
  const open = named.filter((method) => visibilityOf(method) === 'public');
  const [only, other] = open.filter(
    (method) => !open.some((one) => one !== method && reachedFrom(agent, one).has(method)),
  );
  return other ? undefined : only;
}

function unfit(context: TypeScriptContext, method: MethodWithBody, run: ContractMethod): string | undefined {
  const { agent, contract } = context;
  const demanded = method.parameters.filter((one) => !one.questionToken && !one.initializer && !one.dotDotDotToken);
  if (demanded.length > 0) return 'it takes arguments';
  if (isAsync(method) && run.isAsync !== true) return 'it is asynchronous';
  if (servesUntilTheEnd(agent, method)) return undefined;
  // The base's run calls its hooks, and what the agent's own start has called already would run twice.
  const hooks = contract.methods.filter(({ calledBy }) => calledBy?.includes(run.name)).map(({ name }) => name);
  const twice = [...reachedFrom(agent, method)].map(({ name }) => name.getText()).find((name) => hooks.includes(name));
  return twice === undefined ? boundTwice(context, run) : `the base calls ${twice}, which it calls too`;
}

/** The base was given a port that it binds when it runs, and the agent has a server of its own, which may listen there. */
function boundTwice({ module, agent, contract }: TypeScriptContext, run: ContractMethod): string | undefined {
  const given = agent.superCalls[0]?.arguments ?? [];
  const [options] = given;
  const names =
    contract.positional === 'accepted'
      ? contract.keywords.slice(0, given.length).map(({ name }) => name)
      : options && ts.isObjectLiteralExpression(options)
        ? options.properties.map(({ name }) => name?.getText() ?? '')
        : [];
  const port = contract.ports.find(({ keyword = '', boundIn }) => boundIn === 'run' && names.includes(keyword));
  const server = ownResources(module, agent).find(({ kind }) => kind.what.endsWith('server'));
  if (!port || !server) return undefined;
  return `the base binds the ${port.keyword ?? ''} that it is given in ${run.name}, and ${server.member} may listen there`;
}

function calling(context: TypeScriptContext, method: MethodWithBody, run: ContractMethod): Proposal {
  const { module, agent, contract } = context;
  const name = method.name.getText();
  const wait = run.isAsync === true ? 'await ' : '';
  const serves = servesUntilTheEnd(agent, method);
  const edit = appendMethod(context, {
    overrides: run,
    returns: run.isAsync === true ? 'Promise<void>' : 'void',
    isAsync: run.isAsync === true,
    lines: [`${mayAnswerLater(method) ? wait : ''}this.${name}()`, ...(serves ? [] : [`${wait}super.${run.name}()`])],
  });
  if (!edit) {
    const reason = `${agent.name} gets no ${run.name}: its last line holds more than its brace.`;
    return leave({ reason, line: module.lineOf(method.name) });
  }
  const reason = `Agents of ${contract.class} are started with ${run.name}; ${name} stays for its other callers.`;
  const group: EditGroup = { safety: 'safe', edits: [{ ...edit, reason }] };
  return { groups: [group, ...entry(context, name, run)], left: [] };
}

/** The last thing that the file itself does with the agent that it makes is to start it. */
function entry(context: TypeScriptContext, name: string, run: ContractMethod): readonly EditGroup[] {
  const { module, agent, contract } = context;
  const held = new Set(
    nodesIn(module.file).flatMap((node) =>
      ts.isVariableDeclaration(node) && node.initializer && makes(node.initializer, agent.name)
        ? [node.name.getText()]
        : [],
    ),
  );
  const calls = nodesIn(module.file, (node) => node === agent.node).filter(
    (node): node is ts.PropertyAccessExpression =>
      ts.isPropertyAccessExpression(node) &&
      node.name.text === name &&
      (held.has(fullName(node.expression) ?? '') || makes(node.expression, agent.name)),
  );
  const [only, other] = calls;
  if (!only || other || !isLastStatement(only)) return [];
  const reason = `${name} alone does not reach what ${contract.class} does in ${run.name}.`;
  const edits = [{ ...module.spanOf(only.name), newText: run.name, reason }];
  return [{ id: 'entry', safety: 'review', edits }];
}

const makes = (node: ts.Node, className: string): boolean => {
  const made = ts.isParenthesizedExpression(node) ? node.expression : node;
  return ts.isNewExpression(made) && made.expression.getText() === className;
};

function isLastStatement(node: ts.Node): boolean {
  let at = node;
  while (!ts.isStatement(at)) at = at.parent;
  const { parent } = at;
  const list = ts.isBlock(parent) || ts.isSourceFile(parent) ? parent.statements : undefined;
  return ts.isExpressionStatement(at) && list?.at(-1) === at;
}
