// The ten ways of break_agent.py for TypeScript: each breakage changes the text of one place.
import { ts } from 'ts-morph';
import { nodesIn } from '../../src/languages/typescript/rewrite/syntax/expressions.js';
import { TypeScriptModule } from '../../src/languages/typescript/rewrite/syntax/typescript-module.js';

export interface Breakage {
  readonly kind: string;
  readonly line: number;
  readonly source: string;
  /** Why nobody could see it: then it is none. */
  readonly isNone?: string;
}

interface Place extends Pick<Breakage, 'isNone'> {
  readonly node: ts.Node;
  readonly edits: readonly (readonly [start: number, end: number, newText: string])[];
}

const logging = /^(?:this\.)?(?:log|logger|console)\b/;

/** One breakage of each kind, the same in every run; with `every`, one for every place. */
export function breakTypeScript(
  source: string,
  classes: readonly string[],
  { hooks, atOnce }: Pick<Around, 'hooks' | 'atOnce'>,
  seed: number | 'every',
): readonly Breakage[] {
  const module = new TypeScriptModule(source, 'agent.ts');
  const owners = module.classes.filter(({ name }) => classes.includes(name)).map(({ node }) => node);
  const nodes = owners.flatMap((owner) => owner.members.flatMap((member) => [...nodesIn(member)]));
  return Object.entries(ways).flatMap(([kind, way]) => {
    const places = way(nodes, { owners, hooks, atOnce });
    const chosen = seed === 'every' ? places : places.slice(...oneOf(places.length, seed));
    return chosen.map(({ node, edits, ...more }) => {
      return { kind, line: module.lineOf(node), source: changed(source, edits), ...more };
    });
  });
}

function oneOf(count: number, seed: number): readonly [number, number] {
  const index = count === 0 ? 0 : (seed * 7919 + Math.floor(count / 2)) % count;
  return [index, index + 1];
}

function changed(source: string, edits: Place['edits']): string {
  const last = [...edits].sort(([one], [other]) => other - one);
  return last.reduce((text, [start, end, newText]) => text.slice(0, start) + newText + text.slice(end), source);
}

const replaced = (node: ts.Node, newText: string, at = node): Place => ({
  node: at,
  edits: [[node.getStart(), node.end, newText]],
});
const called = (node: ts.Node): string => (ts.isCallExpression(node) ? node.expression.getText() : '');
const isLogging = (node: ts.Node): boolean => logging.test(node.getText());

interface Around {
  readonly owners: readonly ts.ClassLikeDeclaration[];
  readonly hooks: readonly string[];
  /** Methods of the base that never give a promise. */
  readonly atOnce: ReadonlySet<string>;
}

/** Methods of a class that are not asynchronous and return nothing, or an object that is written there. */
export function methodsAtOnce(source: string, className: string): ReadonlySet<string> {
  const base = new TypeScriptModule(source, 'base.ts').classes.find(({ name }) => name === className);
  const methods = (base?.node.members ?? []).flatMap((one) => (ts.isMethodDeclaration(one) ? [one] : []));
  const isAtOnce = (method: ts.MethodDeclaration): boolean =>
    !method.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) &&
    [...nodesIn(method)].every((node) => {
      const returned = ts.isReturnStatement(node) ? node.expression : undefined;
      return returned === undefined || ts.isObjectLiteralExpression(returned);
    });
  return new Set(methods.filter(isAtOnce).map(({ name }) => name.getText()));
}

const ways: Readonly<Record<string, (nodes: readonly ts.Node[], around: Around) => readonly Place[]>> = {
  'drop a statement': (nodes) =>
    nodes.flatMap((node) => {
      if (!ts.isExpressionStatement(node) || isLogging(node.expression) || called(node.expression) === 'super')
        return [];
      return [replaced(node, ';')];
    }),
  'swap arguments': (nodes) =>
    nodes.flatMap((node) => {
      if (!(ts.isCallExpression(node) || ts.isNewExpression(node)) || isLogging(node)) return [];
      const [first, second] = node.arguments ?? [];
      if (!first || !second || first.getText() === second.getText() || /^Math\.(?:max|min)/.test(node.getText()))
        return [];
      return [
        { node, edits: [...replaced(first, second.getText()).edits, ...replaced(second, first.getText()).edits] },
      ];
    }),
  'lose a worker or timer': (nodes) =>
    nodes.flatMap((node) => {
      if (called(node) === 'setInterval') return [replaced(node, 'undefined')];
      return ts.isNewExpression(node) && node.expression.getText() === 'Worker'
        ? [replaced(node, '({ terminate: async () => 0, once: () => 0, on: () => 0, postMessage: () => 0 })')]
        : [];
    }),
  'forget the base cleanup': (nodes) =>
    nodes.flatMap((node) => (called(node) === 'super.cleanup' ? [replaced(node, 'undefined')] : [])),
  'shadow a hook': (_, { owners, hooks }) =>
    owners.flatMap((owner) => {
      const own = new Set(owner.members.flatMap(({ name }) => name?.getText() ?? []));
      return hooks
        .filter((hook) => !own.has(hook))
        .map((hook) => ({
          node: owner,
          edits: [[owner.end - 1, owner.end - 1, `\n  async ${hook}() { return null; }\n`]] as const,
        }));
    }),
  'bind twice': (nodes) =>
    nodes.flatMap((node) =>
      /\.listen$/.test(called(node)) && ts.isExpressionStatement(node.parent)
        ? [replaced(node, `${node.getText()}; ${node.getText()}`)]
        : [],
    ),
  'change a default': (nodes) =>
    nodes.flatMap((node) => {
      const isDefault =
        ts.isParameter(node) ||
        (ts.isPropertyDeclaration(node) && !ts.isCallExpression(node.initializer ?? node)) ||
        ts.isBindingElement(node);
      const value = isDefault ? node.initializer : undefined;
      if (value && ts.isNumericLiteral(value))
        return [replaced(value, `${Number(value.text.replaceAll('_', '')) + 1}`)];
      return value && ts.isStringLiteral(value) ? [replaced(value, `'${value.text}x'`)] : [];
    }),
  'return a different key': (nodes) =>
    nodes.flatMap((node) => {
      if (!ts.isReturnStatement(node) || !node.expression || !ts.isObjectLiteralExpression(node.expression)) return [];
      return node.expression.properties.flatMap((one) => {
        if (ts.isShorthandPropertyAssignment(one)) return [replaced(one, `${one.name.text}X: ${one.name.text}`)];
        return ts.isPropertyAssignment(one) ? [replaced(one.name, `${one.name.getText()}X`)] : [];
      });
    }),
  'swallow an exception': (nodes) =>
    nodes.flatMap((node) => {
      const isInHandler = ts.isReturnStatement(node) && ts.isCatchClause(node.parent.parent);
      return ts.isThrowStatement(node) || isInHandler ? [replaced(node, ';')] : [];
    }),
  'remove an await': (nodes, { atOnce }) =>
    nodes.filter(ts.isAwaitExpression).map((node) => {
      const place = replaced(node, node.expression.getText());
      const ofBase = /^super\.(\w+)$/.exec(called(node.expression))?.[1];
      return ofBase !== undefined && atOnce.has(ofBase)
        ? { ...place, isNone: `super.${ofBase}() gives no promise: there is nothing to wait for` }
        : place;
    }),
};
