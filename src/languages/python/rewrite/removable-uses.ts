import type { AgentSyntax } from './agent-syntax.js';
import type { PythonModule } from './syntax/python-module.js';
import { hasOwnEffects } from './syntax/own-effects.js';
import { isDocstring, statementOf, statementsOf } from './syntax/statements.js';
import type { SyntaxNode } from './syntax/syntax-node.js';

/** What is to go away: attributes of `self`, with what may be done to them where they are given up too. */
export interface Departing {
  /** Attributes whose object goes away. */
  readonly attributes: ReadonlySet<string>;
  /** Methods of those objects that may be called in code that goes away with them. */
  readonly calls: ReadonlySet<string>;
  /** Statements that go away for a reason of their own. */
  readonly statements: ReadonlySet<SyntaxNode>;
}

export type Removal =
  | { readonly ok: true; readonly statements: readonly SyntaxNode[] }
  /** A use in a statement that does something else too. */
  | { readonly ok: false; readonly use: SyntaxNode };

/**
 * The statements that go away with some attributes of the agent: each of them does nothing but make, set up, start, watch or give up those
 * objects. A block that would be left with remarks for the log goes as a whole. `within` are uses that are dealt with elsewhere.
 */
export function removeUses(
  module: PythonModule,
  agent: AgentSyntax,
  departing: Departing,
  within: (use: SyntaxNode) => boolean,
): Removal {
  const uses = [
    ...[...departing.attributes]
      .flatMap((name) => agent.self.named(name))
      .map(({ node }) => node)
      .sort((a, b) => a.start - b.start),
    ...agent.self.reaches.filter(({ name }) => departing.attributes.has(name)).map(({ node }) => node),
  ].filter((node) => !within(node));
  const judge = new RemovalJudge(module, agent, departing);
  const going = new Set<SyntaxNode>(departing.statements);
  for (const use of uses) {
    const statement = judge.outermost(statementOf(use));
    if (!statement) return { ok: false, use };
    going.add(statement);
  }
  const outermost = [...going].filter((one) => ![...going].some((other) => other !== one && one.isWithin(other)));
  return { ok: true, statements: outermost.sort((a, b) => a.start - b.start) };
}

const logCalls = /^(?:self\.)?(?:_?log(?:ger|ging)?)\.(?:debug|info|warning|warn|error|exception|critical|log)$/;

/** A statement that only writes to the log, or does nothing. */
export function isRemark(module: PythonModule, statement: SyntaxNode): boolean {
  if (statement.type === 'pass_statement' || isDocstring(statement)) return true;
  const [call] = statement.type === 'expression_statement' ? statement.parts : [];
  const callee = call?.type === 'call' ? call.parts[0] : undefined;
  if (!call || !callee || hasOwnEffects(module, call.parts[1])) return false;
  const name = module.textOf(callee);
  return logCalls.test(name) || name === 'print' || name === 'traceback.print_exc';
}

class RemovalJudge {
  private readonly selfNames: ReadonlySet<string>;

  constructor(
    private readonly module: PythonModule,
    agent: AgentSyntax,
    private readonly departing: Departing,
  ) {
    this.selfNames = new Set(agent.methods.flatMap(({ selfName }) => selfName ?? []));
  }

  /** The largest statement around that does nothing else; `undefined` when not even the statement itself does. */
  outermost(statement: SyntaxNode): SyntaxNode | undefined {
    if (!this.goes(statement)) return undefined;
    let found = statement;
    for (let around = enclosing(found); around && this.goes(around); around = enclosing(around)) found = around;
    return found;
  }

  private goes(statement: SyntaxNode): boolean {
    if (this.departing.statements.has(statement)) return true;
    switch (statement.type) {
      case 'expression_statement':
        return this.goesSimple(statement);
      case 'if_statement':
        return this.goesIf(statement);
      case 'try_statement':
        return this.goesTry(statement);
      default:
        return false;
    }
  }

  private goesSimple(statement: SyntaxNode): boolean {
    const [expression, ...more] = statement.parts;
    if (!expression || more.length > 0) return false;
    if (expression.type === 'assignment') {
      const [target] = expression.parts;
      const value = expression.children.at(-1);
      if (!target || !value) return false;
      // `self.thread.daemon = True` sets up the object, `self.socket = None` gives it up.
      const isPart = target.type === 'attribute' && target.parts[0] !== undefined && this.isDeparting(target.parts[0]);
      return (isPart || this.isDeparting(target)) && isValue(value);
    }
    const callee = expression.type === 'call' ? expression.parts[0] : undefined;
    const [object, name] = callee?.type === 'attribute' ? callee.parts : [];
    if (!object || !name || !this.isDeparting(object)) return false;
    return this.departing.calls.has(this.module.textOf(name));
  }

  private goesIf(statement: SyntaxNode): boolean {
    if (statement.child('elif_clause', 'else_clause')) return false;
    const [condition] = statement.parts;
    const body = statement.child('block');
    return condition !== undefined && body !== undefined && this.isQuestion(condition) && this.goesSuite(body);
  }

  private goesTry(statement: SyntaxNode): boolean {
    const body = statement.child('block');
    const others = statement.childrenOf('except_clause', 'else_clause', 'finally_clause');
    const suites = others.flatMap((clause) => clause.childrenOf('block'));
    if (statement.child('else_clause') || !body || !this.goesSuite(body)) return false;
    const isHarmless = (one: SyntaxNode): boolean =>
      isRemark(this.module, one) || one.type === 'raise_statement' || this.goes(one);
    return suites.every((suite) => statementsOf(suite).every(isHarmless));
  }

  /** At least one statement goes, and the others only remark on it. */
  private goesSuite(suite: SyntaxNode): boolean {
    const statements = statementsOf(suite);
    return (
      statements.some((one) => this.goes(one)) &&
      statements.every((one) => this.goes(one) || isRemark(this.module, one))
    );
  }

  /** A condition about the departing objects that does nothing by being asked. */
  private isQuestion(node: SyntaxNode): boolean {
    switch (node.type) {
      case 'boolean_operator':
      case 'not_operator':
      case 'parenthesized_expression':
        return node.parts.every((part) => this.isQuestion(part));
      case 'comparison_operator':
        return node.parts.every((part) => this.isDeparting(part) || part.type === 'none');
      case 'call': {
        const [callee, list] = node.parts;
        const name = callee ? this.module.textOf(callee) : '';
        if (name === 'hasattr' || name === 'getattr') return list?.parts[1]?.type === 'string';
        const [object, method] = callee?.type === 'attribute' ? callee.parts : [];
        return (
          object !== undefined &&
          method !== undefined &&
          this.isDeparting(object) &&
          this.module.textOf(method) === 'is_alive'
        );
      }
      default:
        return this.isDeparting(node);
    }
  }

  private isDeparting(node: SyntaxNode): boolean {
    const [object, name] = node.type === 'attribute' ? node.parts : [];
    if (!object || !name || !this.selfNames.has(this.module.textOf(object))) return false;
    return this.departing.attributes.has(this.module.textOf(name));
  }
}

const isValue = ({ type }: SyntaxNode): boolean => ['none', 'true', 'false', 'integer', 'string'].includes(type);

/** The compound statement in whose suite a statement stands, inside the same function. */
function enclosing(statement: SyntaxNode): SyntaxNode | undefined {
  const suite = statement.parent;
  let around = suite?.parent;
  while (around && /_clause$/.test(around.type)) around = around.parent;
  return around && ['if_statement', 'try_statement'].includes(around.type) ? around : undefined;
}
