import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { Span } from '../../../../core/text/span.js';
import type { PythonModule } from '../syntax/python-module.js';
import { isDocstring, statementsOf, undecorated } from '../syntax/statements.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';

/** A statement, or the head of one that holds others: its span is that of its own text, without what is indented below it. */
export interface Statement extends Span {
  readonly node: SyntaxNode;
  /** On one line, without comments. */
  readonly text: string;
  /** It says nothing without what stands around it: `try:`, `return`, an `except`. */
  readonly isBare: boolean;
  /** Of a function or a class; empty for any other statement. */
  readonly name: string;
  /** The classes around it, the outermost first, with dots between them; empty outside of all classes. */
  readonly className: string;
  /** The functions around it, the outermost first. */
  readonly functions: readonly string[];
  /** What the method around it calls its object: its first parameter. */
  readonly selfName: string | undefined;
  /** The statement whose body it is in, or whose clause it is. */
  readonly around: Statement | undefined;
  /** The one in front of it in the same block. */
  readonly previous: Statement | undefined;
}

/** What makes no difference to what a module does, or is looked at by a proof of its own. */
const passedOver = new Set(['import_statement', 'import_from_statement', 'future_import_statement', 'pass_statement']);

/** They hold statements and stand in the statement that they belong to. */
const clauses = new Set([
  'elif_clause',
  'else_clause',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'case_clause',
]);

const bareText = /^(?:return|raise|continue|break|(?:try|else|finally) ?:|except\b.*)$/su;

/** The statements of a module in source order, but for those of some definitions. */
export function readStatements(module: PythonModule, without: ReadonlySet<SyntaxNode>): readonly Statement[] {
  const reader = new StatementReader(module, without);
  reader.readBlock(module.root, { className: '', functions: [], selfName: undefined, around: undefined });
  return reader.found;
}

type Place = Pick<Statement, 'className' | 'functions' | 'selfName' | 'around'>;

class StatementReader {
  readonly found: Statement[] = [];

  constructor(
    private readonly module: PythonModule,
    private readonly without: ReadonlySet<SyntaxNode>,
  ) {}

  readBlock(block: SyntaxNode, place: Place): void {
    let previous: Statement | undefined;
    for (const node of statementsOf(block)) {
      if (this.without.has(node) || passedOver.has(node.type) || isDocstring(node)) continue;
      previous = this.read(node, place, previous);
    }
  }

  private read(node: SyntaxNode, place: Place, previous: Statement | undefined): Statement {
    const definition = undecorated(node);
    const below = definition.children.filter(({ type }) => type === 'block' || clauses.has(type));
    const { start } = node;
    const end = below[0]?.start ?? node.end;
    const text = saidIn(this.module, { start, end });
    const { className, functions, selfName, around } = place;
    const statement: Statement = {
      ...{ start, end, node, text, isBare: bareText.test(text), name: this.nameOf(definition) },
      ...{ className, functions, selfName, around, previous },
    };
    this.found.push(statement);
    const inner = this.placeIn(definition, statement);
    for (const part of below) {
      if (part.type === 'block') this.readBlock(part, inner);
      else this.read(part, inner, undefined);
    }
    return statement;
  }

  private nameOf(definition: SyntaxNode): string {
    if (definition.type !== 'function_definition' && definition.type !== 'class_definition') return '';
    const name = definition.child('identifier');
    return name ? this.module.textOf(name) : '';
  }

  private placeIn(definition: SyntaxNode, statement: Statement): Place {
    const { name, className, functions, selfName } = statement;
    const inner = { className, functions, selfName, around: statement };
    switch (definition.type) {
      case 'function_definition':
        return { ...inner, functions: [...functions, name], selfName: selfName ?? this.firstParameter(definition) };
      case 'class_definition':
        return {
          ...inner,
          className: [...functions, className, name].filter((part) => part !== '').join('.'),
          functions: [],
          selfName: undefined,
        };
      default:
        return inner;
    }
  }

  private firstParameter(definition: SyntaxNode): string | undefined {
    const first = definition.child('parameters')?.parts[0];
    return first && this.module.textOf(first.child('identifier') ?? first);
  }
}

/** What stands in a span on one line, without comments, and with other text for parts of it, which are in source order. */
export function saidIn(module: PythonModule, { start, end }: Span, others: readonly TextEdit[] = []): string {
  const written = module.textOf({ start, end });
  const comments = written.includes('#') ? module.nodesIn({ start, end }, 'comment') : [];
  const cuts = [...others, ...comments.map((comment) => ({ start: comment.start, end: comment.end, newText: '' }))];
  let [text, at] = ['', start];
  for (const cut of cuts.sort((a, b) => a.start - b.start)) {
    text += module.textOf({ start: at, end: cut.start }) + cut.newText;
    at = cut.end;
  }
  return (text + module.textOf({ start: at, end })).replace(/\s*[\r\n]\s*/gu, ' ').trim();
}
