import type { LeftNote } from '../../../../../core/rewrite/recipe.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { plainStringContent } from '../../../rewrite/syntax/strings.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { definitionOfName } from '../../../rewrite/values/definitions.js';
import { handlersOf, isSetUpElsewhere, rootDestinations, type LogDestination } from '../../reading/log-destinations.js';
import { callsOfOrigin, originOf } from '../../reading/origins.js';
import { valueForKeyword } from './constructor-values.js';

/** What becomes of the lines that the agent writes to the logger that has its name, which the base makes its own. */
export interface SharedLogger {
  /** They are lost to a file, or to whatever else a handler writes to. */
  readonly review: readonly LeftNote[];
  /** Where they went is not known, or only how many of them there are changes. */
  readonly notes: readonly LeftNote[];
  /** They are seen where they were, in another form: the end of a sentence about the base. */
  readonly remark: string;
}

const bySource = (one: SyntaxNode, other: SyntaxNode): number => one.start - other.start;

interface OwnLogger {
  readonly call: SyntaxNode;
  readonly name: string;
  /** It has the very name of the agent, not one below it. */
  readonly isSame: boolean;
}

export function sharedLogger(context: PythonContext): SharedLogger {
  const effects = new Set(context.contract.namedLogger ?? []);
  const loggers = effects.size === 0 ? [] : ownLoggers(context);
  const findings = loggers.flatMap((logger) => [
    ...(effects.has('stops-propagation') ? [stopped(context, logger)] : []),
    ...(effects.has('replaces-handlers') && logger.isSame ? [replaced(context, logger)] : []),
    ...(effects.has('sets-level') && logger.isSame ? [levelled(context, logger)] : []),
  ]);
  return {
    review: findings.flatMap(({ review = [] }) => review),
    notes: findings.flatMap(({ notes = [] }) => notes),
    remark: findings.find(({ remark }) => remark !== undefined)?.remark ?? '',
  };
}

/** Handlers of the root logger get nothing more of it. */
function stopped({ module, contract }: PythonContext, { call, name }: OwnLogger): Partial<SharedLogger> {
  const keeps = `${contract.class} keeps what the logger "${name}" writes to itself`;
  const line = module.lineOf(call);
  const lost = rootDestinations(module).find(({ isStream }) => !isStream);
  if (lost) {
    const reason = `${keeps}: it no longer reaches the handlers of line ${module.lineOf(lost.node)}.`;
    return { review: [{ reason, line }] };
  }
  if (isSetUpElsewhere(module)) {
    return { notes: [{ reason: `${keeps}: handlers of the root logger no longer get it.`, line }] };
  }
  return { remark: `which writes the lines of the logger "${name}" (line ${line}) in its own form` };
}

/** Handlers that the logger has by the time the base is constructed are gone. */
function replaced(context: PythonContext, { call, name }: OwnLogger): Partial<SharedLogger> {
  const { module, contract, agent } = context;
  const given = handlersOf(module, call).filter(({ node }) => !node.isWithin(agent.node));
  const lost = given.find(({ isStream }: LogDestination) => !isStream);
  if (!lost) return {};
  const reason = `${contract.class} takes the handlers of the logger "${name}" away, that of line ${module.lineOf(lost.node)} too.`;
  return { review: [{ reason, line: module.lineOf(call) }] };
}

/** A level other than the one that a base usually sets would no longer hold: lines are missing, or there are more of them. */
function levelled({ module, contract, agent }: PythonContext, { name }: OwnLogger): Partial<SharedLogger> {
  const setUps = [...module.callsNamed('basicConfig'), ...module.callsNamed('setLevel')].sort(bySource);
  for (const node of setUps) {
    if (node.isWithin(agent.node)) continue;
    const origins = node.parts[1]?.parts.map((one) => originOf(module, one.parts[1] ?? one)) ?? [];
    const level = origins.map((origin) => otherLevel.exec(origin ?? '')?.[1]).find(Boolean);
    if (level === undefined) continue;
    const reason = `${contract.class} sets the level of the logger "${name}" anew: ${level} may no longer hold.`;
    return { notes: [{ reason, line: module.lineOf(node) }] };
  }
  return {};
}

const otherLevel = /^logging\.(DEBUG|WARN(?:ING)?|ERROR|CRITICAL|FATAL)$/;

/** Calls of getLogger in the file with the agent's name, or with a name below it. */
function ownLoggers(context: PythonContext): readonly OwnLogger[] {
  const { module } = context;
  const names = namesOfAgent(context);
  return callsOfOrigin(module, 'logging.getLogger').flatMap((call): OwnLogger[] => {
    const argument = call.parts[1]?.parts[0];
    const name = argument && loggerName(context, argument, names);
    const owner = names.find((one) => name === one || name?.startsWith(`${one}.`) === true);
    return name === undefined || owner === undefined ? [] : [{ call, name, isSame: name === owner }];
  });
}

/** What the base is called for an instance of the agent; none when only running it would tell. */
function namesOfAgent(context: PythonContext): readonly string[] {
  const { module, agent, contract } = context;
  const keyword = contract.keywords.find(({ role }) => role === 'name');
  if (!keyword) return [agent.name];
  const [existing] = agent.superCalls;
  const given = existing?.keywords.get(keyword.name);
  const source = existing ? given && module.textOf(given) : valueForKeyword(context, keyword)?.source;
  if (source === undefined) return existing?.hasSplat === true ? [] : [agent.name];
  const literal = /^["']([^"'\\{]*)["']$/.exec(source)?.[1];
  const parameter = agent.init?.parameters.find(({ name }) => name === source)?.default;
  const name = literal ?? (parameter && plainStringContent(module, parameter));
  if (name !== undefined) return [name];
  return isOwnClass(context, source) ? [agent.name] : [];
}

function loggerName(context: PythonContext, node: SyntaxNode, [first]: readonly string[]): string | undefined {
  const { module, agent, contract } = context;
  const text = plainStringContent(module, node);
  if (text !== undefined) return text;
  const source = module.textOf(node);
  if (isOwnClass(context, source)) return agent.name;
  const keyword = contract.keywords.find(({ role }) => role === 'name')?.name;
  const held = contract.attributes.filter((one) => one.keyword !== undefined && one.keyword === keyword);
  if (held.some(({ name }) => source === `self.${name}`)) return first;
  if (node.type !== 'identifier') return undefined;
  const definition = definitionOfName(node, { module, agent, method: undefined });
  return definition?.kind === 'expression' ? plainStringContent(module, definition.node) : undefined;
}

const isOwnClass = ({ agent }: PythonContext, source: string): boolean =>
  ['self.__class__.__name__', 'type(self).__name__', 'cls.__name__', `${agent.name}.__name__`].includes(source);
