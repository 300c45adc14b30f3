import type { OwnedAttribute } from '../../../../../core/contract/contract.js';
import type { Reason } from '../../../../../core/reason.js';
import { fine, refused, together, type Finding } from '../../../../../core/rewrite/finding.js';
import { foreignReaches, foreignUses } from '../../../rewrite/foreign-uses.js';
import { isSelf } from '../../../rewrite/is-self.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { accessOf, type NamedReach } from '../../../rewrite/self-uses.js';
import { classLevelNames, type ClassLevelName } from '../../../rewrite/syntax/class-level-names.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { assignedValue } from '../../../rewrite/values/definitions.js';
import { decideAgentPorts } from './agent-ports.js';
import { contractMethods, isCompatible } from './contract-methods.js';
import { isCalledByBase } from './method-collisions.js';
import { isHarmlessValue } from './owned-attributes.js';

/**
 * Members of the base that the agent defines or sets where its methods and its `self` do not show it: under a condition, by assignment, from
 * outside the class, or through another name of the object. Nothing of that can be renamed, so it has to be harmless.
 */
export function settleHidden(context: PythonContext): Finding {
  const { contract } = context;
  const owned = contract.attributes.filter(({ set, replaceable }) => set !== 'never' && replaceable !== true);
  return together([
    ...classLevelNames(context.module, context.agent).map((name) => settleClassLevel(context, name)),
    ...owned.map((attribute) => settleWrites(context, attribute)),
    settlePatches(context),
  ]);
}

/** A name of the class itself that the base looks up on every agent. */
function settleClassLevel(context: PythonContext, { name, node, what }: ClassLevelName): Finding {
  const { module, agent, contract } = context;
  const line = module.lineOf(node);
  if (contract.attributes.some((one) => one.name === name && one.readInConstructor)) {
    const isFine = assignedValue(node)?.type === 'dictionary' && !decideAgentPorts(context).inTheWay;
    const message = `The constructor of ${contract.class} reads ${name}, and ${agent.name} defines it as ${what}; rename it in the agent first.`;
    return isFine ? fine() : refused({ code: 'owned-attribute', message, line });
  }
  const expected = contractMethods(contract).get(name);
  if (!expected || what === 'a method' || what === 'a property' || what === 'a slot') return fine();
  const value = assignedValue(node);
  const meant = value && agent.methods.findLast((method) => method.name === module.textOf(value));
  const isHook = contract.constructorHooks.includes(name);
  if (!isHook && (!isCalledByBase(context, expected) || (meant && isCompatible(meant, expected)))) return fine();
  const how = value ? `as ${what}` : 'under a condition';
  const message = `${contract.class} calls ${name}, and ${agent.name} defines it ${how}; define it as a method, or rename it, first.`;
  return refused({ code: 'hook-collision', message, line });
}

/** `setattr(self, 'name', …)`, `me.name = …` with `me = self`, and `self.name = …` in a function that is no method of the class. */
function settleWrites(context: PythonContext, owned: OwnedAttribute): Finding {
  const { module, agent, contract } = context;
  const isSet = ({ call, name }: NamedReach): boolean =>
    name === owned.name && (call === 'setattr' || call === 'delattr');
  const reach = agent.self.reaches.find((one) => {
    const value = one.call === 'setattr' ? one.node.parts[1]?.parts[2] : undefined;
    return isSet(one) && !isHarmlessValue(context, owned, { value, node: one.node });
  });
  const use = foreignUses(module, agent, owned.name).find(
    ({ node }) =>
      accessOf(node) !== 'read' &&
      isAgent(context, node) &&
      !isHarmlessValue(context, owned, { value: assignedValue(node), node }),
  );
  const node = reach?.node ?? use?.node;
  if (!node) return fine();
  const message = `${contract.class} owns ${owned.name}, and ${agent.name} changes it in ${module.textOf(node)}; rename it in the agent first.`;
  return refused({ code: 'owned-attribute', message: message.replace(/\s+/g, ' '), line: module.lineOf(node) });
}

/** The object of `object.name` is the agent by another name, or `self` of a function that becomes a method in some other way. */
function isAgent({ module, agent }: PythonContext, { parts: [object] }: SyntaxNode): boolean {
  if (object?.type !== 'identifier') return false;
  const name = module.textOf(object);
  const places = module.scopeAround(object).resolve(name)?.bindings.get(name) ?? [];
  const isAlias = places.some((place) => isSelf(module, agent, assignedValue(place)));
  const owner = object.ancestor('class_definition');
  const isSelfOfFunction = name === 'self' && places.every((place) => assignedValue(place) === undefined);
  return isAlias || (isSelfOfFunction && places.length > 0 && (owner === undefined || owner === agent.node));
}

/** `Agent.run = …` and `setattr(Agent, 'run', …)` behind the class. */
function settlePatches({ module, agent, contract }: PythonContext): Finding {
  const names = [...contractMethods(contract).keys(), ...contract.attributes.map(({ name }) => name)];
  for (const name of names) {
    const assigned = foreignUses(module, agent, name).find(
      ({ node }) => accessOf(node) !== 'read' && node.parts[0] && module.textOf(node.parts[0]) === agent.name,
    );
    const reached = foreignReaches(module, agent, name).find(({ parts: [callee, list] }) => {
      const [object] = list?.parts ?? [];
      return callee && object && module.textOf(callee) === 'setattr' && module.textOf(object) === agent.name;
    });
    const node = assigned?.node ?? reached;
    if (node) return refused(patched(module.lineOf(node), `${agent.name}.${name}`, contract.class));
  }
  return fine();
}

const patched = (line: number, member: string, base: string): Reason => ({
  code: 'hook-collision',
  message: `${member} is replaced from outside the class, and ${base} has one too; move it into the class, or rename it, first.`,
  line,
});
