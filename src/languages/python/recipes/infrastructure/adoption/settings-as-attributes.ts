import { fine, type Finding } from '../../../../../core/rewrite/finding.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { callOf } from '../../reading/origins.js';

/** `for key, value in settings.items(): setattr(self, key, value)`: whoever wrote the settings may have named something of the base's. */
export function settleSettings({ module, agent, contract }: PythonContext): Finding {
  const found = agent.self.dynamic.filter((node) => {
    const call = callOf(module, node);
    const key = call?.name === 'setattr' ? call.positional[1] : undefined;
    return key !== undefined && isKeyOfMapping(module, key);
  });
  return fine({
    review: found.map((node) => ({
      reason: `${agent.name} takes the names of attributes from what it is given; one may be an attribute of ${contract.class}.`,
      line: module.lineOf(node),
    })),
  });
}

function isKeyOfMapping(module: PythonContext['module'], key: SyntaxNode): boolean {
  for (let loop = key.ancestor('for_statement'); loop; loop = loop.ancestor('for_statement')) {
    const [target, source] = loop.parts;
    const [first] = target?.parts ?? [];
    if (first !== undefined && module.textOf(first) === module.textOf(key)) {
      return source !== undefined && /\.items\s*\(\s*\)$/.test(module.textOf(source));
    }
  }
  return false;
}
