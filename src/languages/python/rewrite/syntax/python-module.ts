import type { ReadSource } from '../../../../core/rewrite/rewrite-language.js';
import { LineIndex } from '../../../../core/text/line-index.js';
import type { Span } from '../../../../core/text/span.js';
import { readScopes } from '../scopes/read-scopes.js';
import type { Scope } from '../scopes/scope.js';
import { unboundNames } from '../scopes/unbound-names.js';
import { classesOf, type ClassSyntax } from './class-syntax.js';
import { dominantLineEnd } from './line-ends.js';
import { attributesOf, callsOf, identifiersOf, type NamedPlaces } from './named-places.js';
import type { ParsedText } from './syntax-reader.js';
import { statementsOf } from './statements.js';
import type { SyntaxNode } from './syntax-node.js';

/** One Python text with its tree and what is worked out from it, when it is asked for. */
export class PythonModule implements ReadSource {
  private lineIndex: LineIndex | undefined;
  private moduleScope: Scope | undefined;
  private classList: readonly ClassSyntax[] | undefined;
  private readonly nodesByType = new Map<string, readonly SyntaxNode[]>();
  private attributesByName: NamedPlaces | undefined;
  private callsByName: NamedPlaces | undefined;
  private identifiersByName: NamedPlaces | undefined;
  private unbound: ReadonlyMap<string, SyntaxNode> | undefined;
  private eol: string | undefined;

  constructor(readonly parsed: ParsedText) {}

  get text(): string {
    return this.parsed.text;
  }

  get root(): SyntaxNode {
    return this.parsed.root;
  }

  get lines(): LineIndex {
    return (this.lineIndex ??= new LineIndex(this.text));
  }

  get scopes(): Scope {
    return (this.moduleScope ??= readScopes(this.root, this.text));
  }

  /** Names that are read and that nothing binds, each with its first place. */
  get unboundNames(): ReadonlyMap<string, SyntaxNode> {
    return (this.unbound ??= unboundNames(this.scopes.all()));
  }

  /** Whether it has the tree around a node, which reads as it did, from an earlier text. */
  keepsFrom(before: PythonModule, { index }: SyntaxNode): boolean {
    const { kept } = this.parsed;
    if (kept?.from !== before.parsed) return false;
    return kept.places.some(({ first, behind }) => first <= index && index < behind);
  }

  /** The scope in which a function, a class or the module runs; `undefined` for a node that has none of its own. */
  scopeOf(node: SyntaxNode): Scope | undefined {
    return this.scopes.of(node);
  }

  /** The scope in which an expression is evaluated. */
  scopeAround(node: SyntaxNode): Scope {
    return this.scopes.around(node);
  }

  /** The line ending that new lines get. */
  get lineEnd(): string {
    return (this.eol ??= dominantLineEnd(this.text));
  }

  /** Top-level statements. */
  get statements(): readonly SyntaxNode[] {
    return statementsOf(this.root);
  }

  /** Classes whose names are bound in the module: at top level, or in an `if`, `try`, `with` or loop there. */
  get classes(): readonly ClassSyntax[] {
    return (this.classList ??= classesOf(this));
  }

  /** All nodes of a type, in source order. */
  nodesOf(type: string): readonly SyntaxNode[] {
    const { tree } = this.root;
    let nodes = this.nodesByType.get(type);
    if (!nodes) this.nodesByType.set(type, (nodes = tree.nodesAt(tree.placesOf(type))));
    return nodes;
  }

  /** The nodes of a type that lie in a span, such as that of another node, itself included, in source order. */
  nodesIn(around: Span, type: string): readonly SyntaxNode[] {
    const { tree } = this.root;
    const { table } = tree;
    const all = tree.placesOf(type);
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (table.start(all[middle] ?? 0) < around.start) low = middle + 1;
      else high = middle;
    }
    const found: SyntaxNode[] = [];
    for (let place = all[low]; place !== undefined && table.start(place) <= around.end; place = all[++low]) {
      if (table.end(place) <= around.end) found.push(tree.at(place));
    }
    return found;
  }

  /** Every `object.name` of the text with this name, in source order. */
  attributesNamed(name: string): readonly SyntaxNode[] {
    return (this.attributesByName ??= attributesOf(this.root.tree)).named(name);
  }

  /** Every place that this name stands in the text: read, bound, or behind a dot. */
  identifiersNamed(name: string): readonly SyntaxNode[] {
    return (this.identifiersByName ??= identifiersOf(this.root.tree)).named(name);
  }

  /** Every call of a plain name or of anything with that attribute name, in source order. */
  callsNamed(name: string): readonly SyntaxNode[] {
    return (this.callsByName ??= callsOf(this.root.tree)).named(name);
  }

  /** What `callsNamed` knows calls of. */
  get calledNames(): Iterable<string> {
    return (this.callsByName ??= callsOf(this.root.tree)).names();
  }

  /** Every call of a plain name, in source order. */
  callsOf(name: string): readonly SyntaxNode[] {
    return this.callsNamed(name).filter(({ parts: [callee] }) => callee?.type === 'identifier');
  }

  /** The places that read a name which the module itself binds, in source order, each looked for when it is asked for. */
  *readsOf(name: string): Generator<SyntaxNode> {
    for (const node of this.identifiersNamed(name)) {
      let scope: Scope | undefined = this.scopeAround(node);
      while (scope && scope.loads.get(name)?.includes(node) !== true) scope = scope.parent;
      if (scope?.resolve(name) === this.scopes) yield node;
    }
  }

  /** The last definition of a name is the one that stands. */
  classNamed(name: string): ClassSyntax | undefined {
    return this.classes.findLast((one) => one.name === name);
  }

  textOf({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /** 1-based line on which the node starts. */
  lineOf({ start }: Span): number {
    return this.lines.lineAt(start);
  }
}
