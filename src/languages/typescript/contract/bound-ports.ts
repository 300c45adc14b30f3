import { ts } from 'ts-morph';
import type { BoundPort, Contract, WithheldPort } from '../../../core/contract/contract.js';
import { fullName, nodesIn } from '../rewrite/syntax/expressions.js';
import type { CallReach } from './call-reach.js';

type Base = Pick<Contract, 'attributes' | 'keywords' | 'run'> & {
  readonly classes: readonly ts.ClassLikeDeclaration[];
};

/** Ports that the base listens on: attributes with the role of a port that it hands to what listens, in its constructor or when it runs. */
export function boundPorts(base: Base, reach: CallReach): readonly BoundPort[] {
  return base.keywords.flatMap(({ name: keyword, role }): readonly BoundPort[] => {
    if (role !== 'port' && role !== 'health-port') return [];
    // A number that nothing holds is bound at once or never.
    const name = base.attributes.find((one) => one.keyword === keyword)?.name ?? keyword;
    const boundIn = placeOfBinding(base, reach, name);
    if (!boundIn) return [];
    const whenWithheld = withheld(base, { attribute: name, keyword });
    const port = { attribute: name, keyword, protocol: protocolOf(base), whenWithheld, onFailure: 'raises' as const };
    return [boundIn === 'run' ? { ...port, boundIn } : port];
  });
}

function placeOfBinding({ run }: Base, reach: CallReach, attribute: string): 'constructor' | 'run' | undefined {
  const binds = (method: string): boolean => {
    const { bodies } = reach.from(method);
    return bodies.some(listens) && bodies.some((body) => hands(body, attribute));
  };
  if (binds('constructor')) return 'constructor';
  return run && binds(run.name) ? 'run' : undefined;
}

const listens = (body: ts.Node): boolean =>
  nodesIn(body).some((node) => ts.isCallExpression(node) && /\.(?:listen|bind)$/.test(fullName(node.expression) ?? ''));

/** Some call is given `this.port`, or in the constructor what it was given itself: `port`, `options.port`. */
const hands = (body: ts.Node, attribute: string): boolean =>
  nodesIn(body).some(
    (node) =>
      ts.isCallExpression(node) &&
      node.arguments.some((argument) => {
        const [first, second = first, more] = fullName(argument)?.split('.') ?? [];
        const isOwn = first === 'this' || ts.isConstructorDeclaration(body);
        return isOwn && second === attribute && more === undefined;
      }),
  );

function protocolOf({ classes }: Base): BoundPort['protocol'] {
  const modules = new Set(
    classes.flatMap((node) =>
      [...node.getSourceFile().text.matchAll(/['"](?:node:)?(https?|zeromq|net|ws)['"]/g)].map(([, name]) => name),
    ),
  );
  if (modules.has('zeromq')) return 'zmq';
  return modules.has('http') || modules.has('https') || modules.has('ws') ? 'http' : 'tcp';
}

/** `this.healthPort = options.healthPort ?? this.port + 1`. */
function withheld(
  { classes }: Base,
  { attribute, keyword }: { readonly attribute: string; readonly keyword: string },
): WithheldPort {
  for (const node of classes.flatMap((one) => nodesIn(one))) {
    if (!ts.isBinaryExpression(node) || fullName(node.left) !== `this.${attribute}`) continue;
    const { right } = node;
    if (!ts.isBinaryExpression(right) || !new RegExp(`\\b${keyword}$`).test(right.left.getText())) continue;
    const fallback = right.right.getText();
    const offset = /^this\.(\w+)\s*\+\s*(\d+)$/.exec(fallback);
    if (offset?.[1] !== undefined) return { kind: 'offset', of: offset[1], by: Number(offset[2]) };
    if (/^\d+$/.test(fallback)) return { kind: 'fixed', port: Number(fallback) };
  }
  return { kind: 'unknown' };
}

/** How the base answers health checks on a port of its own; `undefined` when it has none. */
export function healthService(
  { healthHook, run, ports }: Pick<Contract, 'healthHook' | 'run' | 'ports'>,
  reach: CallReach,
): Contract['health'] {
  if (!healthHook || ports.length === 0) return undefined;
  const places = ['constructor', ...(run ? [run.name] : [])].flatMap((name) => reach.from(name).bodies);
  const asks = places
    .flatMap((body) => nodesIn(body))
    .filter(
      (node): node is ts.CallExpression =>
        ts.isCallExpression(node) && fullName(node.expression) === `this.${healthHook.name}`,
    );
  const [first] = asks;
  if (!first) return undefined;
  const paths = pathsAround(first);
  return paths.length === 0 ? { answersAnyMessage: true } : { answersAnyMessage: false, httpPaths: paths };
}

/** Paths with which a request is compared where it is answered. */
function pathsAround(node: ts.Node): readonly string[] {
  let at = node;
  while (!ts.isFunctionLike(at)) at = at.parent;
  const texts = nodesIn(at).flatMap((one) => (ts.isStringLiteral(one) && one.text.startsWith('/') ? [one.text] : []));
  return [...new Set(texts)];
}
