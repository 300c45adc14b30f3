import { usesReached, type IsGone } from '../../../rewrite/early-state.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { isCalled, type SelfUse } from '../../../rewrite/self-uses.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { contractMethods } from './contract-methods.js';
import { followingBase, isLone } from './following-base.js';
import { isMovedAside, isSetAlike } from './owned-attributes.js';
import { methodsNamed } from '../../../rewrite/syntax/methods-named.js';

/** A node that keeps the base's constructor from being called behind it, and what it does: "uses `logger` of the base". */
export interface Obstacle {
  readonly node: SyntaxNode;
  readonly reason: string;
}

export type BeforeBase =
  | { readonly ok: true; /** Statements that have to come behind the call. */ readonly moved: readonly SyntaxNode[] }
  | ({ readonly ok: false } & Obstacle);

/** Reads the statements of `__init__`, the last one included, as code that runs while there is nothing of the base yet. */
export function readBeforeBase(context: PythonContext, last: SyntaxNode, isGone: IsGone): BeforeBase {
  return new BeforeBaseReader(context, isGone).read(last);
}

class BeforeBaseReader {
  private readonly owned: ReadonlySet<string>;
  private readonly methodsOfBase: ReadonlySet<string>;
  /** Attributes that the agent has set to what the base sets them to. */
  private readonly setAlike = new Set<string>();
  private readonly moved = new Map<string, SyntaxNode>();

  constructor(
    private readonly context: PythonContext,
    private readonly isGone: IsGone,
  ) {
    const { contract, agent } = context;
    const attributes = contract.attributes.filter((one) => one.set !== 'never' && !isMovedAside(context, one));
    this.owned = new Set(attributes.map(({ name }) => name));
    const own = new Set(agent.methods.map(({ name }) => name));
    this.methodsOfBase = new Set([...contractMethods(contract).keys()].filter((name) => !own.has(name)));
  }

  read(last: SyntaxNode): BeforeBase {
    const statements = (this.context.agent.init?.statements ?? []).filter(({ start }) => start <= last.start);
    for (const statement of statements) {
      const obstacle = this.isGone(statement) ? undefined : this.readStatement(statement);
      if (obstacle) return { ok: false, ...obstacle };
    }
    const moved = [...this.moved.values()];
    if (moved.length > 0 && !isLone(this.context.module, last))
      return { ok: false, node: last, reason: 'stands on a line with others' };
    return { ok: true, moved };
  }

  private readStatement(statement: SyntaxNode): Obstacle | undefined {
    const { agent } = this.context;
    const inside = agent.self.within(statement);
    const uses = usesReached(agent, inside, isCalled).filter(({ node }) => !this.isGone(node));
    const called = new Set(uses.filter(isCalled).map(({ name }) => name));
    const named = [...called].flatMap((name) => methodsNamed(agent, name)).sort((a, b) => a.node.start - b.node.start);
    const bodies = named.filter(({ body }) => !this.isGone(body));
    return (
      this.endsEarly(statement) ??
      this.handsOn(statement, agent.init) ??
      first(bodies, (method) => this.handsOn(method.body, method)) ??
      first(uses, (use) => this.readUse(use))
    );
  }

  private endsEarly(statement: SyntaxNode): Obstacle | undefined {
    const node = statement
      .walk(({ type }) => type !== 'function_definition' && type !== 'lambda')
      .find(({ type }) => type === 'return_statement');
    return node && { node, reason: 'may end __init__' };
  }

  /** Something that starts, and the agent itself in somebody else's hands: they may want anything of it. */
  private handsOn(code: SyntaxNode, method: MethodSyntax | undefined): Obstacle | undefined {
    const { module } = this.context;
    for (const node of code.walk()) {
      if (this.isGone(node)) continue;
      if (node.type === 'identifier' && this.isWholeSelf(node, method?.selfName))
        return { node, reason: 'hands the agent on' };
      const callee = node.type === 'call' ? node.parts[0] : undefined;
      if (!callee) continue;
      const source = module.textOf(callee);
      if (source === 'super') return { node, reason: 'calls a base' };
      if (callee.type === 'attribute' && source.endsWith('.start')) return { node, reason: 'starts something' };
    }
    return undefined;
  }

  private isWholeSelf(node: SyntaxNode, selfName: string | undefined): boolean {
    const { module } = this.context;
    const { parent } = node;
    if (selfName === undefined || module.textOf(node) !== selfName) return false;
    if (parent?.type === 'attribute' || parent?.type === 'parameters' || parent?.type === 'lambda_parameters')
      return false;
    const callee = parent?.type === 'argument_list' ? parent.parent?.parts[0] : undefined;
    return callee === undefined || module.textOf(callee) !== 'type';
  }

  private readUse(use: SelfUse): Obstacle | undefined {
    const { name, node, access } = use;
    if (this.methodsOfBase.has(name)) return { node, reason: `uses ${name} of the base` };
    if (this.isGivenAway(use)) return { node, reason: `hands ${name} on` };
    if (!this.owned.has(name)) return undefined;
    if (access === 'write') return this.readWrite(use);
    const isThere = access === 'read' && this.setAlike.has(name) && !this.moved.has(name);
    return isThere ? undefined : { node, reason: `uses ${name}, which the base sets` };
  }

  /** A method that is an argument may be called at once; one that a thread is made for waits until the thread is started. */
  private isGivenAway(use: SelfUse): boolean {
    const { module, agent } = this.context;
    if (isCalled(use) || !methodsNamed(agent, use.name).some(({ kind }) => kind !== 'property')) return false;
    const list = use.node.ancestor('argument_list');
    const callee = list?.isWithin(use.statement) === true ? list.parent?.parts[0] : undefined;
    return callee !== undefined && !/(?:^|\.)(?:Thread|Timer)$/.test(module.textOf(callee));
  }

  private readWrite(use: SelfUse): Obstacle | undefined {
    const { context } = this;
    const { name, node } = use;
    if (!this.moved.has(name) && isSetAlike(context, use)) {
      if (use.statement.parent === context.agent.init?.body) this.setAlike.add(name);
      return undefined;
    }
    const statement = this.moved.has(name) || this.setAlike.has(name) ? undefined : followingBase(context, use);
    if (!statement) return { node, reason: `sets ${name}, which the base would overwrite` };
    this.moved.set(name, statement);
    return undefined;
  }
}

function first<T>(all: readonly T[], find: (one: T) => Obstacle | undefined): Obstacle | undefined {
  for (const one of all) {
    const found = find(one);
    if (found) return found;
  }
  return undefined;
}
