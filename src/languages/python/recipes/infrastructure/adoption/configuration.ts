import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import { assignedValue } from '../../../rewrite/values/definitions.js';

const mappingMembers = new Set(['get', 'items', 'keys', 'values', 'setdefault', 'update', 'pop', 'copy']);

/**
 * Whether what an agent sets for the base's constructor to read can be asked like a dictionary, as a base does: the agent does so itself, or
 * a function makes it and nothing speaks against it. A path or an object with attributes would end the constructor with an exception.
 */
export function isMapping({ module, agent }: PythonContext, { name, node }: SelfUse): boolean {
  const value = assignedValue(node);
  if (value?.type === 'dictionary') return true;
  const uses = agent.self.named(name).map((use) => use.node);
  const members = uses.flatMap((use) => {
    const member = use.parent?.type === 'attribute' && use.parent.parts[0] === use ? use.parent.parts[1] : undefined;
    return member ? [module.textOf(member)] : [];
  });
  if (members.some((member) => !mappingMembers.has(member))) return false;
  const isAsked = members.length > 0 || uses.some(({ parent }) => parent?.type === 'subscript');
  const callee = value?.type === 'call' ? value.parts[0] : undefined;
  const isMade = callee !== undefined && !/^(?:.*\.)?_*[A-Z]\w*$/.test(module.textOf(callee));
  return isAsked || isMade;
}
