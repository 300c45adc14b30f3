import { ts } from 'ts-morph';
import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { Reason } from '../../../../../core/reason.js';
import { fullName, isWithin, nodesIn } from '../../../rewrite/syntax/expressions.js';
import { importsOf, type ImportBinding } from '../../../rewrite/syntax/imports.js';
import type { TypeScriptModule } from '../../../rewrite/syntax/typescript-module.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';
import { withoutImport } from '../../writing/without-import.js';

/** Members of Node's EventEmitter: a class that has its own of such a name means something else by it. */
const emitterMembers = new Set([
  ...['on', 'once', 'off', 'emit', 'addListener', 'removeListener', 'removeAllListeners', 'listeners'],
  ...['prependListener', 'prependOnceListener', 'eventNames', 'listenerCount', 'rawListeners', 'setMaxListeners'],
  ...['getMaxListeners', '_events', '_eventsCount', '_maxListeners'],
]);

/** Why the class cannot extend the base, whatever its members are. */
export function refusalOfHeader(context: TypeScriptContext): Reason | undefined {
  const { module, agent, contract } = context;
  // A class that is an emitter already uses what it has inherited.
  const named = agent.base ? agent.members : [...agent.members, ...agent.uses.all];
  const own = contract.isEmitter === true ? named.find(({ name }) => emitterMembers.has(name)) : undefined;
  if (own) {
    const message = `${agent.name} has its own ${own.name}, which ${contract.class} inherits from EventEmitter.`;
    return { code: 'hook-collision', message, line: module.lineOf(own.nameNode) };
  }
  if (!agent.base) return undefined;
  const line = module.lineOf(agent.base);
  const written = module.textOf(agent.base);
  const reason = refusalOfBase(context, written);
  return reason === undefined ? undefined : { code: 'existing-base', message: reason, line };
}

function refusalOfBase({ module, agent, contract }: TypeScriptContext, written: string): string | undefined {
  const emitter = emitterImport(module, agent.base);
  if (emitter === undefined) {
    return `${agent.name} extends ${written} already; decide the hierarchy by hand, or migrate ${written} when it is yours.`;
  }
  if (!/^(?:node:)?events$/.test(emitter.specifier)) {
    return `${agent.name} extends the EventEmitter of ${emitter.specifier}, which is not the one of Node.`;
  }
  if (contract.isEmitter !== true) {
    return `${agent.name} is an EventEmitter and ${contract.class} is none.`;
  }
  if (agent.base?.typeArguments)
    return `${agent.name} extends ${written}, whose events are typed; ${contract.class} has no types for them.`;
  return undefined;
}

/** The import that brings the EventEmitter that is extended; `undefined` for any other base. */
function emitterImport(
  module: TypeScriptModule,
  base: ts.ExpressionWithTypeArguments | undefined,
): ImportBinding | undefined {
  const written = base && fullName(base.expression);
  const [head, member] = written?.split('.') ?? [];
  return importsOf(module).find(({ local, symbol, specifier, isTypeOnly }) => {
    if (local !== head || isTypeOnly || !/^(?:(?:node:)?events|eventemitter3)$/.test(specifier)) return false;
    return member === undefined ? ['EventEmitter', 'default', '*'].includes(symbol) : member === 'EventEmitter';
  });
}

/** `extends Base`, in place of an EventEmitter where there is one, whose import goes when nothing else needs it. */
export function headerEdits({ module, agent, contract }: TypeScriptContext, name: string): readonly ProposedEdit[] {
  const reason = `${agent.name} becomes a ${contract.class}.`;
  if (!agent.base) {
    const at = behindName(module, agent.node);
    return [{ start: at, end: at, newText: ` extends ${name}`, reason }];
  }
  const header = { ...module.spanOf(agent.base), newText: name, reason };
  const emitter = emitterImport(module, agent.base);
  const unused = emitter && isUsedOnce(module, emitter.local, agent.base) ? withoutImport(module, emitter) : undefined;
  return unused ? [header, { ...unused, reason: `Nothing uses ${emitter?.local ?? ''} any more.` }] : [header];
}

function behindName(module: TypeScriptModule, node: ts.ClassLikeDeclaration): number {
  const { typeParameters, name } = node;
  if (typeParameters) return closingAngle(module, node)?.end ?? typeParameters.end;
  if (name) return name.end;
  const keyword = node.getChildren(module.file).find(({ kind }) => kind === ts.SyntaxKind.ClassKeyword);
  return keyword?.end ?? node.getStart(module.file);
}

const closingAngle = ({ file }: TypeScriptModule, node: ts.ClassLikeDeclaration): ts.Node | undefined =>
  node.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.GreaterThanToken);

function isUsedOnce(module: TypeScriptModule, name: string, base: ts.Node): boolean {
  const uses = nodesIn(module.file).filter(
    (node): node is ts.Identifier => ts.isIdentifier(node) && node.text === name,
  );
  const others = uses.filter((node) => !isWithin(node, base) && !isBinding(node));
  return others.length === 0;
}

const isBinding = (node: ts.Node): boolean => {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)) return parent.initializer !== node;
  return (
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isImportEqualsDeclaration(parent)
  );
};
