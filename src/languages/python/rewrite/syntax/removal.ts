import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { Span } from '../../../../core/text/span.js';
import { afterRestOfLine, startOfOwnLine } from './line-ends.js';
import type { PythonModule } from './python-module.js';
import { statementsOf } from './statements.js';
import type { SyntaxNode } from './syntax-node.js';

/** What else will be deleted in the same step, so that no suite is emptied by two removals together. */
export type Deleted = (span: Span) => boolean;

/** Whether the same step adds statements to a suite, so that it may lose all that it has. */
export type Filled = (suite: SyntaxNode) => boolean;

/**
 * Edits that take whole statements away, each with the line ends and semicolons it owns. A suite that would be empty keeps `pass`. Comments
 * on lines of their own stay.
 */
export function removeStatements(
  module: PythonModule,
  statements: readonly SyntaxNode[],
  isDeleted: Deleted = () => false,
  isFilled: Filled = () => false,
): readonly TextEdit[] {
  const going = new Set(statements);
  const suites = new Map<SyntaxNode, SyntaxNode[]>();
  for (const statement of statements) {
    const suite = statement.parent;
    if (suite) suites.set(suite, [...(suites.get(suite) ?? []), statement]);
  }
  return [...suites].flatMap(([suite, gone]) => {
    const stays = isFilled(suite) || statementsOf(suite).some((one) => !going.has(one) && !isDeleted(one));
    const [first, ...others] = gone;
    if (stays || suite.type === 'module' || !first) return removeFromSuite(module, suite, gone);
    const placeholder: TextEdit = { start: first.start, end: first.end, newText: 'pass' };
    return [placeholder, ...removeFromSuite(module, suite, others)];
  });
}

/** Statements that stand next to each other on shared lines go as one piece. */
function removeFromSuite(module: PythonModule, suite: SyntaxNode, gone: readonly SyntaxNode[]): readonly TextEdit[] {
  const all = statementsOf(suite);
  const runs: SyntaxNode[][] = [];
  for (const statement of all.filter((one) => gone.includes(one))) {
    const previous = runs.at(-1)?.at(-1);
    const follows = previous && all.indexOf(previous) === all.indexOf(statement) - 1;
    if (follows && isOnSameLine(module, previous, statement)) runs.at(-1)?.push(statement);
    else runs.push([statement]);
  }
  return runs.map((run) => ({ ...spanOfRun(module.text, run), newText: '' }));
}

function isOnSameLine(module: PythonModule, a: SyntaxNode, b: SyntaxNode): boolean {
  return /^[ \t\f]*;/.test(module.text.slice(a.end, b.start));
}

function spanOfRun(text: string, run: readonly SyntaxNode[]): Span {
  const start = run[0]?.start ?? 0;
  const end = run.at(-1)?.end ?? start;
  const lineStart = startOfOwnLine(text, start);
  const trailing = /[ \t\f]*;?/y;
  trailing.lastIndex = end;
  trailing.test(text);
  const afterSeparator = trailing.lastIndex;
  const lineEnd = afterRestOfLine(text, afterSeparator);
  if (lineStart !== undefined && lineEnd !== undefined) {
    return { start: lineStart, end: lineEnd };
  }
  // Others share the line: the first ones keep their indentation, later ones lose the semicolon before them.
  if (lineStart !== undefined) return { start, end: afterSeparator + spacesAt(text, afterSeparator) };
  const before = /;[ \t\f]*$/.exec(text.slice(Math.max(0, start - 200), start));
  return before ? { start: start - before[0].length, end } : { start, end };
}

const spacesAt = (text: string, offset: number): number => /^[ \t\f]*/.exec(text.slice(offset))?.[0].length ?? 0;

/** Takes a method or a class away together with the blank lines that set it apart from what follows, or from what stands before the last one. */
export function removeDefinition(
  module: PythonModule,
  definition: SyntaxNode,
  isDeleted?: Deleted,
): readonly TextEdit[] {
  const [edit, ...others] = removeStatements(module, [definition], isDeleted);
  const { text } = module;
  if (edit === undefined || others.length > 0 || edit.newText !== '')
    return edit === undefined ? [] : [edit, ...others];
  const isLast = definition.parent !== undefined && statementsOf(definition.parent).at(-1) === definition;
  const after = /(?:[ \t\f]*(?:\r\n|\n|\r))*/y;
  after.lastIndex = edit.end;
  after.test(text);
  const before = /(?:(?<=[\r\n])[ \t\f]*(?:\r\n|\n|\r))*$/.exec(text.slice(0, edit.start))?.[0].length ?? 0;
  return [isLast ? { ...edit, start: edit.start - before } : { ...edit, end: after.lastIndex }];
}
