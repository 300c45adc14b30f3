import { ts } from 'ts-morph';
import { fullName, isWithin, nodesIn } from '../../rewrite/syntax/expressions.js';
import { nodesOfKind } from '../../rewrite/syntax/nodes-of-kind.js';
import type { TypeScriptModule } from '../../rewrite/syntax/typescript-module.js';
import type { TypeScriptContext } from '../../rewrite/typescript-recipe.js';
import { originOf } from './origins.js';

/** What the process does at a signal. */
export interface EndHandler {
  readonly signal: string;
  readonly registration: ts.CallExpression;
  /** Where its code stands: the handler as given, or the function that it names. */
  readonly body: ts.Node;
  /** How the agent is called in it. */
  readonly agent: string | undefined;
}

/** Handlers of signals that the agent registers itself, and those of its file. */
export function endHandlers({ module, agent }: Pick<TypeScriptContext, 'module' | 'agent'>): readonly EndHandler[] {
  const calls = nodesOfKind<ts.CallExpression>(nodesIn(module.file), ts.SyntaxKind.CallExpression);
  return calls.flatMap((node): readonly EndHandler[] => {
    const [signal, handler] = node.arguments;
    if (!handler || !signal || !ts.isStringLiteral(signal) || !signal.text.startsWith('SIG')) return [];
    const origin = originOf(module, node.expression);
    if (origin === undefined || !/^(?:global\.|process\.)?process\.(?:on|once)$/.test(origin)) return [];
    if (ts.findAncestor(node, (one) => ts.isClassLike(one) && one !== agent.node)) return [];
    const isOwn = isWithin(node, agent.node);
    const name = isOwn ? 'this' : instanceOf(module, agent.name);
    return [{ signal: signal.text, registration: node, body: bodyOf(module, handler), agent: name }];
  });
}

/** The variable that holds the one instance of a class that the file makes. */
function instanceOf(module: TypeScriptModule, className: string): string | undefined {
  const variables = nodesOfKind<ts.VariableDeclaration>(nodesIn(module.file), ts.SyntaxKind.VariableDeclaration);
  const made = variables.filter(
    (node) =>
      node.initializer !== undefined &&
      ts.isNewExpression(node.initializer) &&
      node.initializer.expression.getText() === className,
  );
  const [only, other] = made;
  return only && !other && ts.isIdentifier(only.name) ? only.name.text : undefined;
}

function bodyOf(module: TypeScriptModule, handler: ts.Expression): ts.Node {
  const name = fullName(handler);
  const declared = module.statements.find(
    (one): one is ts.FunctionDeclaration => ts.isFunctionDeclaration(one) && one.name?.text === name,
  );
  return declared ?? handler;
}
