import { ts } from 'ts-morph';
import type { MethodWithBody } from '../../rewrite/agent-syntax.js';
import { isChange, nodesIn, runsLater } from '../../rewrite/syntax/expressions.js';
import type { TypeScriptContext } from '../../rewrite/typescript-recipe.js';

const saysOwnHealth =
  /^(?:get|check|report|build|collect)?_?(?:own)?_?(?:health|status)(?:Status|Check|Report|Info)?$/i;

/** Methods that say how the agent itself is: they take nothing and answer with an object that has a `status`. A name alone proves nothing. */
export function healthMethods({
  agent,
  contract,
}: Pick<TypeScriptContext, 'agent' | 'contract'>): readonly MethodWithBody[] {
  const synonyms = new Set(contract.healthHook?.synonyms ?? []);
  return agent.methods.filter((method) => {
    const name = method.name.getText();
    return (synonyms.has(name) || saysOwnHealth.test(name)) && method.parameters.length === 0 && answersStatus(method);
  });
}

function answersStatus({ body }: MethodWithBody): boolean {
  const returned = nodesIn(body, runsLater).filter(ts.isReturnStatement);
  return returned.length > 0 && returned.every(({ expression }) => expression !== undefined && hasStatus(expression));
}

const hasStatus = (expression: ts.Expression): boolean =>
  ts.isObjectLiteralExpression(expression) && expression.properties.some(({ name }) => name?.getText() === 'status');

/** What answers and changes nothing. */
const readers =
  /^(?:Date\.now|Math\.\w+|performance\.now|process\.(?:uptime|memoryUsage|cpuUsage|resourceUsage|hrtime|hrtime\.bigint|cwd)|os\.(?!set)\w+|JSON\.\w+|Object\.(?:keys|values|entries|fromEntries)|Array\.(?:from|isArray)|Number(?:\.\w+)?|String|Boolean)$/;

/** Calling the method and dropping its answer changes nothing. */
export function onlyReads({ body }: MethodWithBody): boolean {
  const [only, other] = body.statements;
  if (!only || other || !ts.isReturnStatement(only)) return false;
  return nodesIn(only).every((node) => {
    if (ts.isCallExpression(node)) return readers.test(node.expression.getText());
    return !isChange(node) && !ts.isNewExpression(node) && !ts.isTaggedTemplateExpression(node);
  });
}
