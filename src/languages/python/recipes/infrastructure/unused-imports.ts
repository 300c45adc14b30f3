import { nothing, oneGroup } from '../../../../core/rewrite/recipe.js';
import type { ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import type { Stage } from '../../../../core/rewrite/stage.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import { isExported } from '../../rewrite/syntax/exports.js';
import { importedNames, type ImportedName } from '../../rewrite/syntax/imports.js';
import { startOfLine } from '../../../../core/text/start-of-line.js';
import { removeStatements } from '../../rewrite/syntax/removal.js';

/**
 * Imports whose last use a stage takes away go with it. An import that had no use before stays: somebody may have it for its effects. One
 * recipe a stage, asked behind all others.
 */
export const unusedImportsFor = (stage: Stage): PythonRecipe => ({
  id: stage === 'infrastructure' ? 'unused-imports' : `unused-imports-${stage}`,
  title: 'Remove imports that are no longer used',
  description: 'Removes an import when this stage takes its last use away.',
  stage,
  scope: 'file',
  propose: (context) => {
    const unused = new Set(importedNames(context.module).filter((one) => isLeftUnused(context, one)));
    const edits = [...new Set([...unused].map(({ statement }) => statement))].flatMap((statement) => {
      return removeNames(
        context,
        importedNames(context.module).filter((one) => one.statement === statement),
        unused,
      );
    });
    const whole = edits.map((edit) => withBlankLines(context, edit, edits));
    return edits.length > 0 ? oneGroup({ safety: 'safe', edits: whole, followUp: true }) : nothing;
  },
});

/** The blank lines behind a block of imports go with the last of the block. */
function withBlankLines(
  { module, draft }: PythonContext,
  edit: ProposedEdit,
  all: readonly ProposedEdit[],
): ProposedEdit {
  const { text } = module;
  let { start } = edit;
  for (let above = edit; ;) {
    const touching = all.find((one) => one !== above && one.end === above.start);
    if (!touching) break;
    above = touching;
    start = above.start;
  }
  const blankLine = /(?:\r\n|\n|\r)[ \t\f]*(?:\r\n|\n|\r)$/;
  const isBlockStart = start === 0 || blankLine.test(text.slice(Math.max(0, start - 200), start));
  if (!isBlockStart || startOfLine(text, edit.start) !== edit.start) return edit;
  const blankLines = /(?:[ \t\f]*(?:\r\n|\n|\r))*/y;
  blankLines.lastIndex = edit.end;
  blankLines.test(text);
  const withThem = { ...edit, end: blankLines.lastIndex };
  // The import of the base may come to stand in the place of the last of the block; then the block goes on.
  return draft.collisionsWith([withThem]).length > 0 ? edit : withThem;
}

/** It was read before, every place that reads it goes away, nothing that is new names it, and no other file has it from here. */
function isLeftUnused(
  { module, draft, outside }: PythonContext,
  { local, unconditional, statement }: ImportedName,
): boolean {
  if (!unconditional || statement.type === 'future_import_statement' || draft.isDeleted(statement)) return false;
  if (outside.moduleNames.some(({ name }) => name === local)) return false;
  let isRead = false;
  for (const load of module.readsOf(local)) {
    if (!draft.isDeleted(load)) return false;
    isRead = true;
  }
  if (!isRead || isExported(module, local)) return false;
  const word = new RegExp(`(?<![\\w.])${local}(?!\\w)`);
  return !draft.appliedEdits.some(({ newText }) => word.test(newText));
}

/** The whole statement, or the names in its list. */
function removeNames(
  { module }: PythonContext,
  all: readonly ImportedName[],
  unused: ReadonlySet<ImportedName>,
): readonly ProposedEdit[] {
  const [first] = all;
  if (!first) return [];
  const reasonFor = (names: readonly ImportedName[]): string =>
    `Nothing uses ${names.map(({ local }) => local).join(', ')} any more.`;
  if (all.every((one) => unused.has(one))) {
    return removeStatements(module, [first.statement]).map((edit) => ({ ...edit, reason: reasonFor(all) }));
  }
  return runsOf(all, unused).map(({ names, before, after }) => {
    // A run goes with the comma behind it; the last one with the comma before it.
    const start = after ? names[0]?.node.start : before?.node.end;
    const end = after ? after.node.start : names.at(-1)?.node.end;
    return { start: start ?? 0, end: end ?? 0, newText: '', reason: reasonFor(names) };
  });
}

interface Run {
  readonly names: readonly ImportedName[];
  readonly before: ImportedName | undefined;
  readonly after: ImportedName | undefined;
}

/** Unused names that stand next to each other, with the names that stay around them. */
function runsOf(all: readonly ImportedName[], unused: ReadonlySet<ImportedName>): readonly Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < all.length; from++) {
    let to = from;
    for (let one = all[to]; one && unused.has(one); one = all[to]) to++;
    if (to > from) runs.push({ names: all.slice(from, to), before: all[from - 1], after: all[to] });
    from = to;
  }
  return runs;
}
