import { ts } from 'ts-morph';
import type { EditGroup } from '../../../../core/rewrite/edit-group.js';
import { leave, nothing, type LeftNote, type Proposal } from '../../../../core/rewrite/recipe.js';
import { isAsync, type MethodWithBody } from '../../rewrite/agent-syntax.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { healthMethods, onlyReads } from '../reading/health-methods.js';
import { methodNamed } from '../reading/method-named.js';
import { ownCall, plainExpression } from '../reading/origins.js';
import { ownResources, type OwnResource } from '../reading/own-resources.js';
import { servesUntilTheEnd } from '../reading/serving.js';
import { appendMethod } from '../writing/new-method.js';
import { removeMember } from '../writing/remove-member.js';
import { ADOPT_BASE } from './adopt-base.js';

/** What the agent says about its health is what the base asks for, and a timer that asks for it and drops the answer goes. */
export const ownHealthCheck: TypeScriptRecipe = {
  id: 'own-health-check',
  title: 'Answer health checks in the method that the base calls',
  description:
    "Gives the agent the base's health hook, which adds what the agent's own method says. A heartbeat timer that does nothing else goes.",
  stage: 'infrastructure',
  scope: 'class',
  propose(context) {
    const { agent, contract, module } = context;
    if (contract.healthHook === undefined) return nothing;
    const methods = healthMethods(context);
    const heartbeat = heartbeats(context, methods);
    if (methodNamed(agent, contract.healthHook.name)) return heartbeat;
    const [method, second] = methods;
    if (!method) return heartbeat;
    if (second) {
      const names = methods.map(({ name }) => name.getText()).join(' and ');
      const reason = `${names} both say how ${agent.name} is; ${contract.healthHook.name} can only be one of them.`;
      return { ...heartbeat, left: [...heartbeat.left, { reason, line: module.lineOf(second.name) }] };
    }
    const hook = hookFor(context, method);
    return { groups: [...hook.groups, ...heartbeat.groups], left: [...hook.left, ...heartbeat.left] };
  },
};

const adoption = ({ agent }: TypeScriptContext): Pick<EditGroup, 'needs'> => ({
  needs: agent.isAdopted ? [] : [ADOPT_BASE],
});

function hookFor(context: TypeScriptContext, method: MethodWithBody): Proposal {
  const { module, agent, contract } = context;
  const { healthHook: hook } = contract;
  if (!hook) return nothing;
  const name = method.name.getText();
  const waits = hook.isAsync === true;
  const left = (reason: string): Proposal => leave({ reason, line: module.lineOf(method.name) });
  if (isAsync(method) && !waits)
    return left(`${agent.name}.${name} is asynchronous, and ${contract.class}.${hook.name} is not.`);
  const wrap = (call: string, isWaiting: boolean): string => (isWaiting ? `(await ${call})` : call);
  const line = `return { ...${wrap(`super.${hook.name}()`, waits)}, ...${wrap(`this.${name}()`, isAsync(method))} }`;
  const edit = appendMethod(context, { overrides: hook, isAsync: waits, lines: [line] });
  if (!edit) return left(`${agent.name} gets no ${hook.name}: its last line holds more than its brace.`);
  const reason = `${contract.class} asks ${hook.name} how the agent is; ${name} stays for its other callers.`;
  return { groups: [{ id: 'hook', safety: 'safe', edits: [{ ...edit, reason }], ...adoption(context) }], left: [] };
}

/** It keeps no process running. */
const isUnreferenced = ({ uses }: OwnResource): boolean =>
  uses.some(({ parent }) => ts.isPropertyAccessExpression(parent) && parent.name.text === 'unref');

/** Something else of the agent keeps its process running: a server, a worker, a timer of another kind, a loop that serves. */
function runsWithout(context: TypeScriptContext): boolean {
  const { module, agent } = context;
  const methods = healthMethods(context);
  const isHeartbeat = ({ openings: [opening] }: OwnResource): boolean =>
    opening !== undefined && askedMethod(opening, methods) !== undefined;
  const others = ownResources(module, agent).filter((one) => !isHeartbeat(one));
  return others.some((one) => !isUnreferenced(one)) || agent.methods.some((one) => servesUntilTheEnd(agent, one));
}

/** Timers that ask the agent how it is. */
function heartbeats(context: TypeScriptContext, methods: readonly MethodWithBody[]): Proposal {
  const { module, agent } = context;
  const left: LeftNote[] = [];
  const groups = ownResources(module, agent).flatMap((timer): readonly EditGroup[] => {
    const [opening] = timer.openings;
    const asked = opening && askedMethod(opening, methods);
    if (!asked || timer.kind.what !== 'timer' || timer.openings.length > 1) return [];
    const answer = withoutTimer(context, timer, asked);
    if ('edits' in answer) return [answer];
    left.push(answer);
    return [];
  });
  return { groups, left };
}

/** The health method that is all that a timer calls. */
function askedMethod(opening: ts.Expression, methods: readonly MethodWithBody[]): MethodWithBody | undefined {
  const call = plainExpression(opening);
  const [callback] = ts.isCallExpression(call) ? call.arguments : [];
  if (!callback || !ts.isArrowFunction(callback)) return undefined;
  const [only, other] = ts.isBlock(callback.body) ? callback.body.statements : [];
  const statement = only && ts.isExpressionStatement(only) && !other ? only.expression : undefined;
  const expression = ts.isBlock(callback.body) ? statement : callback.body;
  const name = expression && ownCall(ts.isVoidExpression(expression) ? expression.expression : expression)?.name;
  return methods.find((method) => method.name.getText() === name);
}

function withoutTimer(context: TypeScriptContext, timer: OwnResource, asked: MethodWithBody): EditGroup | LeftNote {
  const { module, agent } = context;
  const stays = (why: string, node: ts.Node): LeftNote => ({
    reason: `The timer ${agent.name}.${timer.member} stays: ${why}.`,
    line: module.lineOf(node),
  });
  if (!onlyReads(asked)) return stays(`${asked.name.getText()} does more than read`, asked.name);
  const removal = removeMember(module, agent, timer);
  if (!removal.ok) return stays('it is used for something else too', removal.use);
  const isMissed = !isUnreferenced(timer) && !runsWithout(context);
  const drops = `The timer asks ${asked.name.getText()} and drops the answer`;
  const reason = isMissed
    ? `${drops}; but nothing else of ${agent.name} is seen to keep its process running.`
    : `${drops}: without it nothing changes.`;
  return {
    id: timer.member,
    safety: isMissed ? 'review' : 'safe',
    edits: removal.edits.map((edit) => ({ ...edit, reason })),
    removed: [`${agent.name}.${timer.member}`],
    ...adoption(context),
  };
}
