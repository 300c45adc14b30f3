import type { Node } from 'web-tree-sitter';
import type { BaseModel } from './base-model.js';
import type { MethodModel } from './class-model.js';
import { clauseBlock, field, statements } from './syntax.js';

/** Names that are certain to be assigned at a point; `undefined` where no path leads. */
type Certain = ReadonlySet<string> | undefined;

interface Walk {
  readonly model: BaseModel;
  readonly method: MethodModel;
  /** Methods that are being followed, against endless recursion. */
  readonly following: ReadonlySet<MethodModel>;
  /** What is certain at each `return` so far. */
  readonly returns: Certain[];
  /** The same at each `break` of the innermost loop; absent outside loops. */
  readonly breaks?: Certain[];
}

/**
 * Attributes that are certain to be set when `method` has returned, the methods it calls included. Loops count as entered: a constructor
 * whose loop never runs has built nothing.
 */
export function definitelyAssigned(model: BaseModel, method: MethodModel | undefined): ReadonlySet<string> {
  return method === undefined ? new Set() : (afterMethod(model, method, new Set()) ?? new Set());
}

function afterMethod(model: BaseModel, method: MethodModel, following: ReadonlySet<MethodModel>): Certain {
  const walk: Walk = { model, method, following: new Set([...following, method]), returns: [] };
  const end = afterBlock(method.body, new Set(), walk);
  return common([end, ...walk.returns]);
}

function afterBlock(block: Node | undefined, before: Certain, walk: Walk): Certain {
  return statements(block).reduce<Certain>((certain, one) => afterStatement(one, certain, walk), before);
}

function afterStatement(node: Node, before: Certain, walk: Walk): Certain {
  if (before === undefined) return undefined;
  switch (node.type) {
    case 'raise_statement':
    case 'continue_statement':
      return undefined;
    case 'return_statement':
      walk.returns.push(afterSimple(node, before, walk));
      return undefined;
    case 'break_statement':
      walk.breaks?.push(before);
      return undefined;
    case 'if_statement':
      return afterBranches(node, afterSimple(field(node, 'condition'), before, walk), walk);
    case 'match_statement':
      return afterMatch(node, afterSimple(field(node, 'subject'), before, walk), walk);
    case 'try_statement':
      return afterTry(node, before, walk);
    case 'for_statement':
    case 'while_statement':
      return afterLoop(node, before, walk);
    case 'with_statement':
      return afterBlock(field(node, 'body'), afterSimple(node.namedChildren[0], before, walk), walk);
    case 'function_definition':
    case 'class_definition':
    case 'decorated_definition':
      return before;
    default:
      return afterSimple(node, before, walk);
  }
}

function afterLoop(node: Node, before: ReadonlySet<string>, walk: Walk): Certain {
  const breaks: Certain[] = [];
  const end = afterBlock(field(node, 'body'), before, { ...walk, breaks });
  return common([end, ...breaks]) ?? (walk.returns.length > 0 ? undefined : before);
}

function afterBranches(node: Node, before: Certain, walk: Walk): Certain {
  const alternatives = node.childrenForFieldName('alternative');
  const hasElse = alternatives.some((one) => one.type === 'else_clause');
  const blocks = [
    field(node, 'consequence'),
    ...alternatives.map((one) => field(one, 'consequence') ?? clauseBlock(one)),
  ];
  return common([...blocks.map((block) => afterBlock(block, before, walk)), ...(hasElse ? [] : [before])]);
}

function afterMatch(node: Node, before: Certain, walk: Walk): Certain {
  const cases = field(node, 'body')?.namedChildren.filter((one) => one.type === 'case_clause') ?? [];
  const takesAll = cases.some((one) => one.namedChildren[0]?.text === '_' && field(one, 'guard') === undefined);
  const ends = cases.map((one) => afterBlock(field(one, 'consequence'), before, walk));
  return common([...ends, ...(takesAll ? [] : [before])]);
}

function afterTry(node: Node, before: ReadonlySet<string>, walk: Walk): Certain {
  const clauses = node.namedChildren.filter((one) => one.type.endsWith('_clause'));
  const [otherwise, last] = ['else_clause', 'finally_clause'].map((type) => clauses.find((one) => one.type === type));
  const tried = afterBlock(field(node, 'body'), before, walk);
  const passed = otherwise === undefined ? tried : afterBlock(clauseBlock(otherwise), tried, walk);
  const handlers = clauses.filter((one) => one.type === 'except_clause' && !goesAround(one, walk));
  const caught = handlers.map((one) => afterBlock(clauseBlock(one), before, walk));
  const all = common([passed, ...caught]);
  return last === undefined ? all : afterBlock(clauseBlock(last), all, walk);
}

/** A handler that does not leave the loop around it sends the loop around again, so what the try body does is done in the end. */
function goesAround(handler: Node, { breaks }: Walk): boolean {
  return breaks !== undefined && handler.descendantsOfType(['return_statement', 'break_statement']).length === 0;
}

/** Assignments and calls of a statement without blocks. */
function afterSimple(node: Node | undefined, before: Certain, walk: Walk): Certain {
  if (node === undefined || before === undefined) return before;
  const { model, method, following } = walk;
  const uses = model.uses(method);
  const isInside = (one: Node): boolean => one.startIndex >= node.startIndex && one.endIndex <= node.endIndex;
  const assigned = uses.assignments.filter((one) => isInside(one.node)).map((one) => one.attribute);
  const calls = uses.calls.filter((call) => isInside(call.node));
  const called = model.targets(method, calls).filter((target) => !following.has(target));
  const sets = called.flatMap((target) => [...(afterMethod(model, target, following) ?? [])]);
  return new Set([...before, ...assigned, ...sets]);
}

/** What is certain on every path that leads on. */
function common(paths: readonly Certain[]): Certain {
  const [first, ...others] = paths.filter((path) => path !== undefined);
  return first === undefined ? undefined : new Set([...first].filter((name) => others.every((one) => one.has(name))));
}
