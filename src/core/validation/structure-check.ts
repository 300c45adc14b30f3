import type { CheckFinding, CheckResult } from './check-result.js';
import { inheritsBase, type FileVersion } from './file-version.js';
import { firstDifferingLine } from '../text/first-differing-line.js';
import { fails, isSkipped, passes } from './check-outcomes.js';

/** What the journal says of a file: that it has none of it, or which migration wrote what. */
export type JournalClaim =
  | { readonly kind: 'no-journal' }
  | { readonly kind: 'not-in-journal' }
  | {
      readonly kind: 'written';
      /** Of the migration. */
      readonly id: string;
      readonly sha256: string;
      /** What was written, where the store still has it and the file differs. */
      readonly text?: string;
      /** Of the file before the migration. */
      readonly originalSha256: string;
    };

export interface StructureQuestion {
  readonly classes: readonly string[];
  /** Name of the base class. */
  readonly base: string;
  readonly marker: 'comment' | 'print' | 'none';
  readonly text: string;
  readonly now: FileVersion;
  /** The file before its migration; unknown without a journal. */
  readonly original?: FileVersion;
  readonly claim: JournalClaim;
}

/**
 * Marker, structure and journal tell one story: a class has the marker if and only if it inherits the base, and the file has the bytes that
 * the journal says were written. Each way in which two of them disagree is a finding of its own.
 */
export function checkStructure(question: StructureQuestion): CheckResult {
  const id = 'structure';
  const { now, classes, base, claim } = question;
  const moved = classes.filter((name) => inheritsBase(now, name));
  const marked = classes.filter((name) => markerLine(question, name) !== undefined);
  if (claim.kind !== 'written' && marked.length === 0) return isSkipped(id, notMigrated(question, moved));
  const [first, ...others] = [...markersAndStructure(question, moved, marked), ...journal(question, moved)];
  if (first) return fails(id, [first, ...others]);
  const told = `${moved.join(', ')} ${moved.length === 1 ? 'inherits' : 'inherit'} ${base}`;
  if (claim.kind !== 'written')
    return isSkipped(id, `${told} and the marker says so, but there is no journal here to compare the text with.`);
  return passes(id, `${told}, as the marker says, and the text is the one that ${claim.id} wrote.`);
}

function notMigrated({ classes, base }: StructureQuestion, moved: readonly string[]): string {
  if (moved.length > 0)
    return `${moved.join(', ')} inherits ${base}, and neither a marker nor the journal says that it was migrated to it.`;
  return `${classes.join(', ') || 'The file'} is not migrated: no marker, no entry in the journal, no ${base} above it.`;
}

function markersAndStructure(
  question: StructureQuestion,
  moved: readonly string[],
  marked: readonly string[],
): readonly CheckFinding[] {
  const { now, original, base, marker, claim } = question;
  const { path } = now.file;
  const bare = marked
    .filter((name) => !moved.includes(name))
    .map((name): CheckFinding => {
      const message = `The marker says that ${name} was migrated, but ${name} does not inherit ${base}.`;
      return { message, path, line: markerLine(question, name) ?? 1, expected: `class ${name}(${base})` };
    });
  if (marker === 'none' || claim.kind !== 'written') return bare;
  // A class that was on the base before is given a marker only when something of it changed, and so is one that came onto it by its parent.
  const unmarked = moved.filter((name) => {
    return !marked.includes(name) && !(original && inheritsBase(original, name)) && !inheritsOneOf(now, name, moved);
  });
  const lost = unmarked.map((name): CheckFinding => {
    const message = `${name} was moved onto ${base} by ${claim.id}, but the marker above it is gone.`;
    return { message, path, line: classLine(now, name) };
  });
  return [...bare, ...lost];
}

function journal(
  { now, claim, base, classes, text }: StructureQuestion,
  moved: readonly string[],
): readonly CheckFinding[] {
  const { path, sha256 } = now.file;
  switch (claim.kind) {
    case 'no-journal':
      return [];
    case 'not-in-journal':
      return [{ message: `A marker says that ${path} was migrated, but the journal knows no migration of it.`, path }];
    case 'written': {
      if (claim.sha256 === sha256) return [];
      const { id } = claim;
      const compared = { path, ...whereEdited(claim, text, sha256) };
      if (sha256 === claim.originalSha256)
        return [{ message: `${path} has the text again that it had before ${id}.`, ...compared }];
      if (moved.length === 0)
        return [
          { message: `${id} moved ${classes.join(', ')} onto ${base}, and nothing of it is there.`, ...compared },
        ];
      return [{ message: `${path} was edited since ${id}: its text is not the one that was written.`, ...compared }];
    }
  }
}

/** The first line that is not as it was written; the hashes where what was written is not known. */
function whereEdited(
  claim: Extract<JournalClaim, { kind: 'written' }>,
  text: string,
  sha256: string,
): Pick<CheckFinding, 'line' | 'expected' | 'actual'> {
  const differing = claim.text === undefined ? undefined : firstDifferingLine(claim.text, text);
  if (differing === undefined) return { expected: claim.sha256, actual: sha256 };
  return { line: differing.line, expected: differing.before, actual: differing.after };
}

/** 1-based; `undefined` when there is none. */
function markerLine({ marker, text, now }: StructureQuestion, name: string): number | undefined {
  const comment = now.file.facts.markers.find(({ agent }) => agent === name);
  if (comment) return comment.range.line;
  if (marker !== 'print') return undefined;
  const at = text.indexOf(`print("${name.toUpperCase()} MIGRATION APPLIED")`);
  return at === -1 ? undefined : text.slice(0, at).split(/\r\n|\r|\n/u).length;
}

function inheritsOneOf({ file }: FileVersion, className: string, others: readonly string[]): boolean {
  const fact = file.facts.classes.find(({ name, topLevel }) => topLevel && name === className);
  return fact?.bases.some(({ text }) => others.includes(text)) === true;
}

function classLine({ file }: FileVersion, className: string): number {
  return file.facts.classes.find(({ name }) => name === className)?.nameRange.line ?? 1;
}
