import type { LeftNote } from '../../../../../core/rewrite/recipe.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import { methodsOfConstruction } from '../../infrastructure/adoption/methods-of-construction.js';
import type { OwnConnection } from '../../reading/own-connections.js';
import { callOnUse } from '../../reading/own-sockets.js';

/** Why no statement can close the connection at the agent's end; `undefined` when one can. */
export function whyNotClosed(
  { module, agent, contract }: PythonContext,
  { attribute, kind, openings, other }: OwnConnection,
): LeftNote | undefined {
  const note = (why: string, use: SelfUse | undefined): LeftNote => ({
    reason: `${agent.name}.${attribute} (${kind.what}) is closed nowhere: ${why}.`,
    ...(use === undefined ? {} : { line: module.lineOf(use.node) }),
  });
  const [opening] = openings;
  if (kind.close === undefined) {
    const name = contract.cleanup?.name ?? 'cleanup';
    return note(`closing it is asynchronous, and ${name} is not`, opening);
  }
  if (other) return note('it is also given a value that may be something else', other);
  const inConstruction = methodsOfConstruction(module, agent);
  const elsewhere = openings.find(({ method }) => !inConstruction.has(method));
  if (kind.ownThreadOnly === true && elsewhere)
    return note('only the thread that opened it may close it, and that may be another one', elsewhere);
  return undefined;
}

/** The statements that close the connection, asking first whether there is one where that is not certain. */
export function closingLines(
  context: PythonContext,
  connection: OwnConnection,
  self: string,
  step: string,
): readonly string[] {
  const { attribute, kind, maybeNone } = connection;
  const unsent = kind.isZmq === true && !setsLinger(context, connection) ? 'linger=0' : '';
  const close = `${self}.${attribute}.${kind.close ?? 'close'}(${unsent})`;
  if (isAlwaysOpened(context, connection)) return [close];
  const isSet = `hasattr(${self}, "${nameInText(context, attribute)}")`;
  const condition = maybeNone ? `${isSet} and ${self}.${attribute} is not None` : isSet;
  return [`if ${condition}:`, `${step}${close}`];
}

/** `__db` is `_LampAgent__db` when it is asked for by its name. */
function nameInText({ agent }: PythonContext, attribute: string): string {
  const isMangled = attribute.startsWith('__') && !attribute.endsWith('__');
  return isMangled ? `_${agent.name.replace(/^_+/, '')}${attribute}` : attribute;
}

/** The base's cleanup may run while its constructor fails, so only what was opened before that is there for certain. */
function isAlwaysOpened({ agent, contract }: PythonContext, { openings, maybeNone }: OwnConnection): boolean {
  const [opening, ...others] = openings;
  const [call] = agent.superCalls;
  if (opening === undefined || others.length > 0 || maybeNone) return false;
  if (opening.method !== agent.init || opening.statement.parent !== agent.init.body || call === undefined) return false;
  const callers = contract.cleanup?.calledBy ?? [];
  const duringConstruction = callers.some((name) => name === '__init__' || contract.constructorHooks.includes(name));
  return !duringConstruction || opening.statement.end < call.statement.start;
}

/** The agent itself says how long closing may wait for messages that are not sent yet. */
function setsLinger({ module }: PythonContext, { uses }: OwnConnection): boolean {
  return uses.some((use) => {
    const call = callOnUse(module, use);
    const [option] = call?.name === 'setsockopt' || call?.name === 'set' ? call.positional : [];
    if (option !== undefined && /(?:^|\.)LINGER$/.test(module.textOf(option))) return true;
    const { parent } = use.node;
    const isOption = parent?.type === 'attribute' && parent.parent?.type === 'assignment';
    return isOption && parent.parts[1] !== undefined && /^linger$/i.test(module.textOf(parent.parts[1]));
  });
}
