import { fine, refused, together, type Finding } from '../../../../../core/rewrite/finding.js';
import { agentOf } from '../../../rewrite/agent-syntax.js';
import { heirsInFile } from '../../../rewrite/foreign-uses.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { classLevelNames } from '../../../rewrite/syntax/class-level-names.js';
import { classLevelCollision, isHarmless, isOwnObject, notEquivalent } from './owned-attributes.js';

/**
 * Classes that inherit the agent become agents too: what they define are overrides as well, and what they set meets the
 * base's. They stay as they are, so it has to be harmless. `passed` are the keywords whose values the base's constructor is given.
 */
export function settleHeirs(context: PythonContext, passed: ReadonlySet<string>): Finding {
  const { module, agent, contract } = context;
  const heirs = heirsInFile(module, agent).flatMap((node) => module.classes.find((one) => one.node === node) ?? []);
  const inFile = heirs.map((heir) => {
    const asAgent = { ...context, agent: agentOf(module, heir, contract) };
    return together([settleHooks(context, asAgent), classLevelCollision(asAgent), settleState(asAgent, passed)]);
  });
  return together([...inFile, settleElsewhere(context)]);
}

/** Of heirs in other files only the names of their methods are known. */
function settleElsewhere({ module, agent, contract, outside }: PythonContext): Finding {
  const owned = contract.attributes.filter(({ set }) => set !== 'never').map(({ name }) => name);
  const names = new Set([...contract.constructorHooks, ...owned]);
  for (const { name, path, line, methods = [] } of outside.subclassed) {
    const clashing = name === agent.name ? methods.find((method) => names.has(method)) : undefined;
    if (clashing === undefined) continue;
    const message = `${path} inherits ${agent.name} in line ${line} and defines ${clashing}, which the constructor of ${contract.class} would use; rename it there first.`;
    return refused({ code: 'hook-collision', message, line: module.lineOf(agent.nameNode) });
  }
  return fine();
}

function settleHooks({ agent, contract }: PythonContext, { module, agent: heir }: PythonContext): Finding {
  const clashing = classLevelNames(module, heir).find(({ name }) => contract.constructorHooks.includes(name));
  if (!clashing) return fine();
  const message = `${clashing.name} of a class that inherits ${agent.name} would run inside the constructor of ${contract.class}; rename it first.`;
  return refused({ code: 'hook-collision', message, line: module.lineOf(clashing.node) });
}

function settleState(context: PythonContext, passed: ReadonlySet<string>): Finding {
  const { agent, contract } = context;
  for (const owned of contract.attributes) {
    if (owned.set === 'never' || owned.replaceable) continue;
    const changes = agent.self.named(owned.name).filter(({ access }) => access !== 'read');
    const harm = changes.find((one) => isOwnObject(contract, owned) || !isHarmless(context, owned, one, passed));
    if (harm) return refused(notEquivalent(context, harm));
  }
  return fine();
}
