import { fine, refused, together, type Finding } from '../../../../../core/rewrite/finding.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { accessOf, loopStrings } from '../../../rewrite/self-uses.js';
import { classLevelNames } from '../../../rewrite/syntax/class-level-names.js';
import { plainStringContent } from '../../../rewrite/syntax/strings.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { callOf } from '../../reading/origins.js';
import { contractMethods } from './contract-methods.js';

/**
 * What makes a class other than its body shows: slots that a base has already, a body that puts names into itself, decorators of the file
 * and loops behind the class that give it members.
 */
export function settleClassMaking(context: PythonContext): Finding {
  return together([settleSlots(context), settleBody(context), settleDecorators(context), settleLoops(context)]);
}

/** Instances of the base have a dictionary: a slot of that name, or one that is not written, may keep the class from being made. */
function settleSlots({ module, agent, contract }: PythonContext): Finding {
  const [place] = module.scopeOf(agent.node)?.bindings.get('__slots__') ?? [];
  if (!place) return fine();
  const value = place.parent?.parts.at(-1);
  const isWritten =
    value !== undefined && ['tuple', 'list', 'set', 'string', 'parenthesized_expression'].includes(value.type);
  const taken = classLevelNames(module, agent).find(
    ({ name, what }) => what === 'a slot' && /^__(?:dict|weakref)__$/.test(name),
  );
  if (isWritten && !taken) return fine();
  const what = taken
    ? `has the slot ${taken.name}, which ${contract.class} has already`
    : 'has slots that are not written there';
  const message = `${agent.name} ${what}; give it slots that can be read, or none, first.`;
  return refused({ code: 'owned-attribute', message, line: module.lineOf(taken?.node ?? place) });
}

/** `locals()[name] = …`, `vars()` and `exec` in the class body, where nobody can see what the members are called. */
function settleBody({ module, agent, contract }: PythonContext): Finding {
  const own = agent.otherStatements.flatMap((statement) =>
    statement.walk(({ type }) => type !== 'function_definition' && type !== 'lambda'),
  );
  const node = own.find((one) => {
    const call = callOf(module, one);
    return call?.receiver === undefined && /^(?:locals|vars|exec)$/.test(call?.name ?? '');
  });
  if (!node) return fine();
  const message = `${agent.name} makes members with ${module.textOf(node)}, which may have names that ${contract.class} uses; write them out first.`;
  return refused({ code: 'hook-collision', message: message.replace(/\s+/g, ' '), line: module.lineOf(node) });
}

/** A decorator that the file defines and that sets a member of the base on the class it is given. */
function settleDecorators(context: PythonContext): Finding {
  const { module, agent } = context;
  const names = membersOf(context);
  const functions = agent.decorators.flatMap(({ parts: [expression] }) => {
    const callee = expression?.type === 'call' ? expression.parts[0] : expression;
    const name = callee === undefined ? '' : module.textOf(callee);
    return module
      .nodesOf('function_definition')
      .filter((one) => module.textOf(one.child('identifier') ?? agent.node) === name);
  });
  for (const around of functions) {
    const isOfClass = (object: SyntaxNode | undefined): boolean =>
      object?.type === 'identifier' && isParameter(context, object, around);
    const node =
      module
        .nodesIn(around, 'attribute')
        .find(
          (one) => accessOf(one) !== 'read' && isOfClass(one.parts[0]) && names.has(module.textOf(one.parts[1] ?? one)),
        ) ??
      module
        .nodesIn(around, 'call')
        .find((call) => isOfClass(call.parts[1]?.parts[0]) && mayGive(context, call, names));
    if (node) return given(context, node);
  }
  return fine();
}

/** `setattr(Agent, name, …)` with names that a loop takes from a list, or from anywhere. */
function settleLoops(context: PythonContext): Finding {
  const { module, agent } = context;
  const names = membersOf(context);
  for (const call of module.callsOf('setattr')) {
    const object = call.parts[1]?.parts[0];
    if (object && module.textOf(object) === agent.name && mayGive(context, call, names)) return given(context, call);
  }
  return fine();
}

function given({ module, agent, contract }: PythonContext, node: SyntaxNode): Finding {
  const message = `${module.textOf(node)} may give ${agent.name} a member that ${contract.class} has too; define it in the class, or rename it, first.`;
  return refused({ code: 'hook-collision', message: message.replace(/\s+/g, ' '), line: module.lineOf(node) });
}

function membersOf({ contract }: PythonContext): ReadonlySet<string> {
  const owned = contract.attributes.filter(({ set, replaceable }) => set !== 'never' && replaceable !== true);
  return new Set([...contractMethods(contract).keys(), ...owned.map(({ name }) => name)]);
}

/** A call of setattr whose name is one of these, or is not known. */
function mayGive({ module }: PythonContext, node: SyntaxNode, names: ReadonlySet<string>): boolean {
  const call = callOf(module, node);
  const key = call?.name === 'setattr' && call.receiver === undefined ? call.positional[1] : undefined;
  if (key === undefined) return false;
  const written = plainStringContent(module, key);
  const listed = key.type === 'identifier' ? loopStrings(module, key) : undefined;
  const known = written === undefined ? listed?.map((one) => plainStringContent(module, one) ?? '') : [written];
  return known === undefined || known.some((name) => names.has(name));
}

/** The function, or one inside it, gets the object as an argument. */
function isParameter({ module }: PythonContext, object: SyntaxNode, around: SyntaxNode): boolean {
  const name = module.textOf(object);
  return module
    .nodesIn(around, 'parameters')
    .some(({ parts }) =>
      parts.some((one) => module.textOf(one.type === 'identifier' ? one : (one.parts[0] ?? one)) === name),
    );
}
