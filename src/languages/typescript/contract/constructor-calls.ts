import { ts } from 'ts-morph';
import { fullName, nodesIn } from '../rewrite/syntax/expressions.js';

/** Methods of instances that the constructors of a chain call, directly or through others. */
export function calledMethods(classes: readonly ts.ClassLikeDeclaration[]): readonly string[] {
  const members = classes.flatMap(({ members: own }) => [...own]);
  const called = new Set<string>();
  const open: ts.Node[] = members.filter(ts.isConstructorDeclaration);
  for (let at = open.pop(); at; at = open.pop()) {
    for (const name of callsIn(at)) {
      const method = members.find((one) => ts.isMethodDeclaration(one) && one.name.getText() === name);
      if (!method || called.has(name)) continue;
      called.add(name);
      open.push(method);
    }
  }
  return [...called];
}

function callsIn(node: ts.Node): readonly string[] {
  return [...nodesIn(node)].flatMap((one) => {
    if (!ts.isCallExpression(one)) return [];
    return /^this\.(\w+)$/.exec(fullName(one.expression) ?? '')?.[1] ?? [];
  });
}

/** Names of events that the classes emit by name. */
export function emittedEvents(classes: readonly ts.ClassLikeDeclaration[]): readonly string[] {
  const names = classes.flatMap((node) =>
    [...nodesIn(node)].flatMap((one) => {
      if (!ts.isCallExpression(one) || fullName(one.expression) !== 'this.emit') return [];
      const [event] = one.arguments;
      return event && ts.isStringLiteral(event) ? [event.text] : [];
    }),
  );
  return [...new Set(names)];
}
