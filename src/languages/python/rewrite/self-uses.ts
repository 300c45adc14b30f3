import { groupedBy } from '../../../core/grouped-by.js';
import type { Span } from '../../../core/text/span.js';
import type { ClassSyntax, MethodSyntax } from './syntax/class-syntax.js';
import type { PythonModule } from './syntax/python-module.js';
import { kindOf, type NodeTable } from './syntax/node-table.js';
import { statementOf } from './syntax/statements.js';
import { plainStringContent } from './syntax/strings.js';
import type { SyntaxNode, SyntaxTree } from './syntax/syntax-node.js';

export type SelfAccess = 'read' | 'write' | 'augment' | 'delete';

/** `self.name` somewhere in a method, nested functions included. */
export interface SelfUse {
  readonly name: string;
  /** The name after the dot. */
  readonly nameNode: SyntaxNode;
  /** `self.name`. */
  readonly node: SyntaxNode;
  readonly access: SelfAccess;
  readonly method: MethodSyntax;
  /** The statement it stands in. */
  readonly statement: SyntaxNode;
}

/** `self.name(…)`. */
export const isCalled = ({ node }: SelfUse): boolean => node.parent?.type === 'call' && node.parent.part(0) === node;

/** An attribute of `self` reached by a name in a string: `hasattr(self, 'name')`. */
export interface NamedReach {
  readonly call: 'hasattr' | 'getattr' | 'setattr' | 'delattr';
  readonly name: string;
  /** The string literal. */
  readonly literal: SyntaxNode;
  /** The literal stands in the call itself, not in a list that a loop runs over. */
  readonly isDirect: boolean;
  readonly node: SyntaxNode;
  readonly method: MethodSyntax;
}

/** All that a class does with the attributes of its own instances. */
export interface SelfUses {
  readonly uses: readonly SelfUse[];
  /** The same by their `self.name`. */
  readonly byNode: ReadonlyMap<SyntaxNode, SelfUse>;
  /** Those of one attribute, in source order. */
  named(name: string): readonly SelfUse[];
  /** Those that lie in a part of the text, in source order. */
  within(part: Span): readonly SelfUse[];
  /** Those in one method, in source order. */
  inMethod(method: MethodSyntax | undefined): readonly SelfUse[];
  readonly reaches: readonly NamedReach[];
  /** Attributes are reached by names that only running the code would tell: `getattr(self, name)`, `vars(self)`, `self.__dict__`. */
  readonly dynamic: readonly SyntaxNode[];
}

/** Reads the bodies of all methods. Code of nested classes, and functions whose own parameter hides `self`, belong to somebody else. */
export function readSelfUses(module: PythonModule, { methods }: ClassSyntax): SelfUses {
  const found = { uses: [] as SelfUse[], reaches: [] as NamedReach[], dynamic: [] as SyntaxNode[] };
  for (const method of methods) {
    if (method.selfName === undefined) continue;
    const reader = new MethodReader(module, method, method.selfName, found);
    reader.read(method.body);
  }
  return new UsesOfClass(
    found.uses,
    found.reaches,
    found.dynamic.sort((a, b) => a.start - b.start),
  );
}

/** What orders them is worked out when somebody asks. */
class UsesOfClass implements SelfUses {
  private ofNodes: ReadonlyMap<SyntaxNode, SelfUse> | undefined;
  private ofNames: ReadonlyMap<string, readonly SelfUse[]> | undefined;
  private ofMethods: ReadonlyMap<MethodSyntax, readonly SelfUse[]> | undefined;

  constructor(
    readonly uses: readonly SelfUse[],
    readonly reaches: readonly NamedReach[],
    readonly dynamic: readonly SyntaxNode[],
  ) {}

  get byNode(): ReadonlyMap<SyntaxNode, SelfUse> {
    return (this.ofNodes ??= new Map(this.uses.map((use) => [use.node, use])));
  }

  named(name: string): readonly SelfUse[] {
    return (this.ofNames ??= groupedBy(this.uses, (use) => use.name)).get(name) ?? [];
  }

  within(part: Span): readonly SelfUse[] {
    return usesWithin(this.uses, part);
  }

  inMethod(method: MethodSyntax | undefined): readonly SelfUse[] {
    return (method && (this.ofMethods ??= groupedBy(this.uses, (use) => use.method)).get(method)) ?? [];
  }
}

/** Of most uses nobody asks for more than the name. */
class OwnUse implements SelfUse {
  constructor(
    readonly name: string,
    readonly node: SyntaxNode,
    readonly access: SelfAccess,
    readonly method: MethodSyntax,
  ) {}

  get nameNode(): SyntaxNode {
    return this.node.part(1) ?? this.node;
  }

  get statement(): SyntaxNode {
    return statementOf(this.node);
  }
}

/** Of uses in source order; none lies in another one. */
function usesWithin(uses: readonly SelfUse[], { start, end }: Span): readonly SelfUse[] {
  let [low, high] = [0, uses.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((uses[middle]?.node.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const first = low;
  while ((uses[low]?.node.end ?? Infinity) <= end) low++;
  return uses.slice(first, low);
}

/** Builtins that take an object and the name of a member. */
export const reachingCalls: ReadonlySet<string> = new Set(['hasattr', 'getattr', 'setattr', 'delattr']);

/** What may hide `self` from the code in it. */
const hidingTypes = ['class_definition', 'function_definition', 'lambda'];

class MethodReader {
  private readonly tree: SyntaxTree;
  /** The number of the object's name. */
  private readonly self: number;

  constructor(
    private readonly module: PythonModule,
    private readonly method: MethodSyntax,
    selfName: string,
    private readonly found: { uses: SelfUse[]; reaches: NamedReach[]; dynamic: SyntaxNode[] },
  ) {
    this.tree = module.root.tree;
    this.self = this.tree.table.names.find(selfName);
  }

  /** Of what has nothing to do with the object, no node is made. */
  read(body: SyntaxNode): void {
    const { tree } = this;
    const { table } = tree;
    const hiding: number[] = [];
    for (const type of hidingTypes)
      for (const node of tree.nodesAt(tree.placesBelow(body, type))) if (this.hidesSelf(node)) hiding.push(node.index);
    for (const place of tree.placesBelow(body, 'attribute')) {
      if (this.isSelf(table.part(place, 0)) && !isBelowAny(table, place, hiding)) this.readAttribute(tree.at(place));
    }
    for (const place of tree.placesBelow(body, 'call')) {
      const object = table.part(table.part(place, 1), 0);
      if (this.isSelf(object) && !isBelowAny(table, place, hiding)) this.readCall(tree.at(place));
    }
  }

  private hidesSelf(node: SyntaxNode): boolean {
    if (node.type === 'class_definition') return true;
    const parameters = node.child('parameters', 'lambda_parameters');
    return (parameters?.parts ?? []).some((parameter) => {
      const name = parameter.type === 'identifier' ? parameter : parameter.part(0);
      return name !== undefined && this.isSelf(name.index);
    });
  }

  private isSelf(place: number): boolean {
    return this.tree.table.name(place) === this.self;
  }

  private readAttribute(node: SyntaxNode): void {
    const { table } = this.tree;
    const name = table.names.wordOf(table.name(table.part(node.index, 1)));
    if (name === '') return;
    if (name === '__dict__') this.found.dynamic.push(node);
    const { method } = this;
    this.found.uses.push(new OwnUse(name, node, accessOf(node), method));
  }

  /** The literals that a name may come from; `undefined` when only running the code would tell. */
  private namesOf(key: SyntaxNode): readonly SyntaxNode[] | undefined {
    if (plainStringContent(this.module, key) !== undefined) return [key];
    return key.type === 'identifier' ? loopStrings(this.module, key) : undefined;
  }

  private readCall(node: SyntaxNode): void {
    const [callee, list] = node.parts;
    if (callee?.type !== 'identifier') return;
    const name = this.module.textOf(callee);
    const key = list?.part(1);
    if (name === 'vars') this.found.dynamic.push(node);
    if (!reachingCalls.has(name)) return;
    const literals = key ? this.namesOf(key) : undefined;
    if (!literals) this.found.dynamic.push(node);
    for (const literal of literals ?? []) {
      // The set holds exactly these four names.
      const call = name as NamedReach['call'];
      const reached = plainStringContent(this.module, literal) ?? '';
      this.found.reaches.push({ call, name: reached, literal, node, method: this.method, isDirect: literal === key });
    }
  }
}

function isBelowAny(table: NodeTable, place: number, around: readonly number[]): boolean {
  for (const one of around) if (one <= place && place < table.behind(one)) return true;
  return false;
}

/** The strings of a literal list over which the innermost loop with this variable runs. */
export function loopStrings(module: PythonModule, variable: SyntaxNode): readonly SyntaxNode[] | undefined {
  const name = module.textOf(variable);
  for (let loop = variable.ancestor('for_statement'); loop; loop = loop.ancestor('for_statement')) {
    const [target, list] = loop.parts;
    if (!target || !list || module.textOf(target) !== name) continue;
    const isLiteral = ['list', 'tuple', 'set'].includes(list.type);
    const known = isLiteral && list.parts.every((part) => plainStringContent(module, part) !== undefined);
    return known ? list.parts : undefined;
  }
  return undefined;
}

const groupings = new Set(
  ['pattern_list', 'tuple_pattern', 'list_pattern', 'list_splat_pattern', 'as_pattern_target'].map(kindOf),
);
const asPatternTarget = kindOf('as_pattern_target');
const expressionList = kindOf('expression_list');
const deletion = kindOf('delete_statement');
/** What happens to what stands first in them. */
const byFirst = new Map<number, SelfAccess>([
  [kindOf('assignment'), 'write'],
  [kindOf('augmented_assignment'), 'augment'],
  [kindOf('for_statement'), 'write'],
  [kindOf('for_in_clause'), 'write'],
]);

/** What happens to the attribute at `object.name`. */
export function accessOf({ tree: { table }, index }: SyntaxNode): SelfAccess {
  let target = index;
  let parent = table.above(target);
  while (parent >= 0 && groupings.has(table.kind(parent))) [target, parent] = [parent, table.above(parent)];
  if (parent < 0) return 'read';
  const kind = table.kind(parent);
  const access = byFirst.get(kind);
  if (access !== undefined && table.part(parent, 0) === target) return access;
  if (kind === deletion) return 'delete';
  const above = table.above(parent);
  if (kind === expressionList && above >= 0 && table.kind(above) === deletion) return 'delete';
  return target !== index && table.kind(target) === asPatternTarget ? 'write' : 'read';
}
