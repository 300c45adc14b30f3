import { fine, refused, type Finding } from '../../../../../core/rewrite/finding.js';
import { foreignUses } from '../../../rewrite/foreign-uses.js';
import { holderOf } from '../../../rewrite/holders.js';
import { isSelf } from '../../../rewrite/is-self.js';
import { oncePerModule } from '../../../rewrite/once-per-module.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { plainStringContent } from '../../../rewrite/syntax/strings.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { callOf, callsOfOrigin, originOf } from '../../reading/origins.js';

/** Calls that take everything of an object that they are given: sockets, threads and locks of a base can be neither copied nor sent. */
const takesAll = new Set([
  ...['vars', 'dir', 'copy.copy', 'copy.deepcopy', 'dataclasses.asdict', 'inspect.getmembers'],
  ...['pickle', 'cPickle', 'dill', 'cloudpickle', 'joblib'].flatMap((name) => [`${name}.dump`, `${name}.dumps`]),
]);
/** A class with one of these says itself what is taken. */
const ownWays = new Set(['__getstate__', '__reduce__', '__reduce_ex__', '__copy__', '__deepcopy__', '__dir__']);

/** Code that goes through all attributes of the agent, whatever they are, would find those of the base among them. */
export function settleWholeObject(context: PythonContext): Finding {
  const { module, agent, contract } = context;
  const own = agent.self.named('__dict__').map(({ node }) => node);
  const foreign = foreignUses(module, agent, '__dict__').flatMap((use) => (use.holder === 'agent' ? use.node : []));
  const node =
    [...own, ...foreign].find((one) => !asksForOne(context, one)) ??
    firstGivingAll(context) ??
    module.callsNamed('Process').find((call) => call.isWithin(agent.body) && isSentToProcess(context, call));
  if (!node) return fine();
  const message = `${module.textOf(node)} takes all that ${agent.name} holds, and ${contract.class} adds sockets, threads and more to that; name what is meant first.`;
  return refused({ code: 'owned-attribute', message: message.replace(/\s+/g, ' '), line: module.lineOf(node) });
}

function firstGivingAll(context: PythonContext): SyntaxNode | undefined {
  for (const call of callsTakingAll(context.module))
    if (givesAll(context, call) && !asksForOne(context, call)) return call;
  return undefined;
}

/** Calls that may be of one of those, in source order: by what they import, or by the name alone. */
const callsTakingAll = oncePerModule((module): readonly SyntaxNode[] => {
  const calls = [...takesAll].flatMap((origin) => [
    ...callsOfOrigin(module, origin),
    ...module.callsNamed(origin.slice(origin.lastIndexOf('.') + 1)),
  ]);
  return [...new Set(calls)].sort((a, b) => a.index - b.index);
});

/** `self.__dict__["level"]`, `vars(self).get("level")` and `"level" in vars(self)`. */
function asksForOne({ module }: PythonContext, node: SyntaxNode): boolean {
  const { parent } = node;
  const isText = (key: SyntaxNode | undefined): boolean =>
    key !== undefined && plainStringContent(module, key) !== undefined;
  if (parent?.type === 'subscript') return parent.parts[0] === node && isText(parent.parts[1]);
  if (parent?.type === 'comparison_operator') return isText(parent.parts[0]);
  const call = parent?.type === 'attribute' ? callOf(module, parent.parent) : undefined;
  return call?.name === 'get' && call.receiver === node && isText(call.positional[0]);
}

function givesAll({ module, agent }: PythonContext, node: SyntaxNode): boolean {
  const call = callOf(module, node);
  const origin = call && (originOf(module, call.callee) ?? module.textOf(call.callee));
  const object = call?.positional[0];
  if (object === undefined || origin === undefined || !takesAll.has(origin)) return false;
  const isAgent = isSelf(module, agent, object) || holderOf(module, agent, node, object) === 'agent';
  return isAgent && !agent.methods.some(({ name }) => ownWays.has(name));
}

/** `Process(target=self.work)`: where processes are spawned, the whole agent is sent to the new one. */
function isSentToProcess({ module, agent }: PythonContext, node: SyntaxNode): boolean {
  const call = callOf(module, node);
  const target = call?.name === 'Process' ? call.keywords.get('target') : undefined;
  return target !== undefined && agent.self.byNode.has(target) && originOf(module, call?.callee ?? node) !== undefined;
}
