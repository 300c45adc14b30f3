import { ts } from 'ts-morph';
import { fine, type Finding } from '../../../../../core/rewrite/finding.js';
import { isStatic } from '../../../rewrite/agent-syntax.js';
import { nodesIn, runsLater } from '../../../rewrite/syntax/expressions.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';

/** Calls that neither depend on what else was called before, nor change what comes after. */
const alone =
  /^(?:(?:Date|Math|Object|Array|JSON|Number|String|process|performance|path|os|Buffer)\.\w+|Number|String|Boolean|BigInt|Symbol|parseInt|parseFloat|structuredClone|randomUUID|crypto\.randomUUID|Date|(?:Weak)?(?:Map|Set)|Array|Error|URL|EventEmitter|AbortController|RegExp)$/;

/** Without a base, fields are set before the defaults of the constructor's parameters are worked out; with one, behind them. */
export function settleOrder({ module, agent }: TypeScriptContext): Finding {
  if (agent.base || !agent.construct) return fine();
  const fields = agent.node.members.flatMap((one) =>
    ts.isPropertyDeclaration(one) && one.initializer && !isStatic(one) ? [one.initializer] : [],
  );
  const defaults = agent.construct.parameters.flatMap(({ initializer }) => initializer ?? []);
  const [field] = fields.filter(hasEffects);
  const [given] = defaults.filter(hasEffects);
  if (!field || !given) return fine();
  const reason = `With a base, ${module.textOf(given)} comes before ${module.textOf(field)}, and not behind it; a person has to confirm that neither needs the other.`;
  return fine({ review: [{ reason, line: module.lineOf(given) }] });
}

const hasEffects = (expression: ts.Expression): boolean =>
  nodesIn(expression, runsLater).some(
    (node) => (ts.isCallExpression(node) || ts.isNewExpression(node)) && !alone.test(node.expression.getText()),
  );
