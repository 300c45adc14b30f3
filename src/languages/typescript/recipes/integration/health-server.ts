import { ts } from 'ts-morph';
import type { ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import { leave, nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import { nodesIn } from '../../rewrite/syntax/expressions.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { moreThanHealth } from '../reading/health-answer.js';
import { healthMethods } from '../reading/health-methods.js';
import { methodNamed } from '../reading/method-named.js';
import { ownCall, plainExpression } from '../reading/origins.js';
import { valueAtConstruction } from '../reading/own-ports.js';
import { ownResources, type OwnResource } from '../reading/own-resources.js';
import { isHarmless } from '../writing/harmless.js';
import { removeMember } from '../writing/remove-member.js';
import { callsSuper } from './closing/cleanup-method.js';

/** A server that answers with the agent's health and does nothing else gives way to the base's, which is given its port. */
export const healthServer: TypeScriptRecipe = {
  id: 'health-server',
  title: 'Leave the health server to the base',
  description:
    "Removes the agent's own health server and passes its port to the base, which answers there. For review where the base binds the port only when it runs.",
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { module, agent, contract } = context;
    if (!agent.isAdopted || contract.healthHook === undefined || contract.health?.answersAnyMessage !== true)
      return nothing;
    const servers = ownResources(module, agent).filter(({ kind }) => kind.what === 'HTTP server');
    const server = servers.find(({ openings: [opening] }) => opening && asksHealth(context, opening));
    return server ? propose(context, server) : nothing;
  },
};

function propose(context: TypeScriptContext, server: OwnResource): Proposal {
  const { module, agent, contract } = context;
  const stays = (why: string, node: ts.Node = agent.node): Proposal =>
    leave({
      reason: `${agent.name}.${server.member} stays, and so does its port: ${why}.`,
      line: module.lineOf(node),
    });
  const [opening] = server.openings;
  const hook = contract.healthHook?.name ?? '';
  if (!opening || server.openings.length > 1) return stays('it is made in several places');
  const other = otherThanHealth(context, opening);
  if (other) return stays(`line ${module.lineOf(other)} does more than answer with the health`, opening);
  if (!methodNamed(agent, hook)) return stays(`${agent.name} has no ${hook}`, opening);
  const keyword = contract.keywords.find(({ role }) => role === 'health-port')?.name;
  const port = contract.ports.find((one) => one.keyword === keyword);
  if (keyword === undefined || !port) return stays(`${contract.class} answers health checks nowhere`, opening);
  const isAtRun = port.boundIn === 'run';
  if (isAtRun && !runsBase(context))
    return stays(`${contract.class} binds its own in ${contract.run?.name ?? 'run'}, which nothing calls`, opening);
  const listen = listenCall(opening, server);
  const [wanted, ...besides] = listen?.arguments ?? [];
  const more = besides.find((one) => !isHarmless(one) && !isLoopback(one));
  if (more) return stays(`what it does when it listens, or where, is more than a port`, more);
  const value = wanted && valueAtConstruction(context, wanted);
  if (value === undefined) return stays('its port is not known when the base is constructed', listen ?? opening);
  const passed = passKeyword(context, keyword, value);
  if (!passed) return stays("the call of the base's constructor cannot be given the port", opening);
  const removal = removeMember(module, agent, server);
  if (!removal.ok) return stays('it is used for something else too', removal.use);
  const reason = `${contract.class} answers health checks with what ${hook} says.`;
  return oneGroup({
    safety: isAtRun ? 'review' : 'safe',
    edits: [...removal.edits.map((edit) => ({ ...edit, reason })), passed],
    removed: [`${agent.name}.${server.member}`],
    handsOver: [{ keyword, value }],
  });
}

/** Whoever asks on the machine itself is answered by a base that listens there or everywhere; another address may be one of its own. */
const isLoopback = (given: ts.Expression): boolean =>
  ts.isStringLiteral(given) && /^(?:127\.0\.0\.1|localhost)$/.test(given.text);

/** The base's own run is reached by the agent's. */
function runsBase({ agent, contract }: TypeScriptContext): boolean {
  const own = methodNamed(agent, contract.run?.name);
  return own !== undefined && callsSuper(own, contract.run?.name ?? '');
}

/** The handler of a server asks how the agent is. */
function asksHealth(context: TypeScriptContext, opening: ts.Expression): boolean {
  const handler = handlerOf(opening);
  const isHealth = healthNames(context);
  return (
    handler !== undefined &&
    nodesIn(handler.body).some((one) => ts.isCallExpression(one) && isHealth(ownCall(one)?.name ?? ''))
  );
}

function otherThanHealth(context: TypeScriptContext, opening: ts.Expression): ts.Node | undefined {
  const handler = handlerOf(opening);
  return handler && moreThanHealth(handler, healthNames(context));
}

function healthNames(context: TypeScriptContext): (name: string) => boolean {
  const names = new Set(healthMethods(context).map(({ name }) => name.getText()));
  return (name) => names.has(name) || (name !== '' && name === context.contract.healthHook?.name);
}

function handlerOf(opening: ts.Expression): ts.ArrowFunction | undefined {
  return nodesIn(opening, ts.isFunctionLike).find(ts.isArrowFunction);
}

function listenCall(opening: ts.Expression, { uses }: OwnResource): ts.CallExpression | undefined {
  const made = plainExpression(opening);
  const isListening = ts.isCallExpression(made) && ts.isPropertyAccessExpression(made.expression);
  if (isListening && made.expression.name.text === 'listen') return made;
  const calls = uses.flatMap(({ parent }) =>
    ts.isPropertyAccessExpression(parent) && parent.name.text === 'listen' && ts.isCallExpression(parent.parent)
      ? [parent.parent]
      : [],
  );
  return calls.length === 1 ? calls[0] : undefined;
}

/** One more property in the options that the base's constructor is given. */
function passKeyword({ agent, contract }: TypeScriptContext, keyword: string, value: string): ProposedEdit | undefined {
  const [call, second] = agent.superCalls;
  const [options] = call?.arguments ?? [];
  if (!call || second || contract.positional === 'accepted' || !options || !ts.isObjectLiteralExpression(options))
    return undefined;
  const last = options.properties.at(-1);
  const isKnown = options.properties.some(({ name }) => name?.getText() === keyword || name === undefined);
  if (!last || isKnown) return undefined;
  const reason = `${contract.class} takes the port over.`;
  const written = value === keyword ? keyword : `${keyword}: ${value}`;
  return { start: last.end, end: last.end, newText: `, ${written}`, reason };
}
