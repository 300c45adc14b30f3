import { ts } from 'ts-morph';
import { isStatic } from '../rewrite/agent-syntax.js';
import { fullName, nodesIn, runsLater } from '../rewrite/syntax/expressions.js';

/** A method of a chain of classes, or its constructor, with everything that it runs through others of the chain. */
interface Reached {
  readonly name: string;
  /** Its own body and those of the methods that it calls. */
  readonly bodies: readonly ts.Node[];
  readonly calls: ReadonlySet<string>;
}

const CONSTRUCTOR = 'constructor';

/** What each method of a chain reaches; the constructors of all its classes run as one. */
export class CallReach {
  private readonly members: readonly ts.ClassElement[];
  private readonly known = new Map<string, Reached>();

  constructor(classes: readonly ts.ClassLikeDeclaration[]) {
    this.members = classes.flatMap(({ members }) => [...members]);
  }

  /** Methods of instances that the constructors call, directly or through others. */
  get ofConstructor(): readonly string[] {
    return [...this.from(CONSTRUCTOR).calls].filter((name) => !name.startsWith('#'));
  }

  from(name: string): Reached {
    const known = this.known.get(name);
    if (known) return known;
    const bodies: ts.Node[] = [...this.declared(name)];
    const calls = new Set<string>();
    for (let at = bodies[0], index = 0; at; at = bodies[++index]) {
      for (const called of callsIn(at)) {
        if (calls.has(called)) continue;
        calls.add(called);
        bodies.push(...this.declared(called));
      }
    }
    const reached = { name, bodies, calls };
    this.known.set(name, reached);
    return reached;
  }

  /** Names of the methods that lead to a method, the constructor by its own name; private ones are no names that others know. */
  callersOf(name: string): readonly string[] {
    const methods = this.members.flatMap((one) => (ts.isMethodDeclaration(one) ? [one.name.getText()] : []));
    const named = [...new Set([CONSTRUCTOR, ...methods])].filter((one) => !one.startsWith('#') && one !== name);
    return named.filter((one) => this.from(one).calls.has(name));
  }

  /** What fields are given while the instance is made; functions there are called later. */
  private get atStart(): readonly ts.Node[] {
    return this.members.flatMap((one) => {
      const value = ts.isPropertyDeclaration(one) && !isStatic(one) ? one.initializer : undefined;
      return value && !runsLater(value) ? [value] : [];
    });
  }

  private declared(name: string): readonly ts.Node[] {
    if (name === CONSTRUCTOR) return [...this.members.filter(ts.isConstructorDeclaration), ...this.atStart];
    const method = this.members.find((one) => ts.isMethodDeclaration(one) && one.name.getText() === name);
    return method ? [method] : [];
  }
}

function callsIn(node: ts.Node): readonly string[] {
  return nodesIn(node).flatMap((one) => {
    if (!ts.isCallExpression(one)) return [];
    return /^this\.(#?\w+)$/.exec(fullName(one.expression) ?? '')?.[1] ?? [];
  });
}

/** Names of events that the classes emit by name. */
export function emittedEvents(classes: readonly ts.ClassLikeDeclaration[]): readonly string[] {
  const names = classes.flatMap((node) =>
    nodesIn(node).flatMap((one) => {
      if (!ts.isCallExpression(one) || fullName(one.expression) !== 'this.emit') return [];
      const [event] = one.arguments;
      return event && ts.isStringLiteral(event) ? [event.text] : [];
    }),
  );
  return [...new Set(names)];
}
