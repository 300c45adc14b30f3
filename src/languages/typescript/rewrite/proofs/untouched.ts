import { applyEdits, findOverlap, invertEdits, sortEdits, type TextEdit } from '../../../../core/rewrite/text-edit.js';
import { lineEndAt } from '../syntax/lines.js';
import type { TypeScriptModule } from '../syntax/typescript-module.js';
import { failed, passed, type Proof } from './proof.js';

/** The edits stand apart, and taking them back gives the text before, character by character. */
export const proveUntouched: Proof = ({ before, after, edits }) => {
  const id = 'untouched';
  const overlap = findOverlap(sortEdits(edits));
  if (overlap) return failed(id, `Two edits meet in line ${before.lines.lineAt(overlap[1].start)}.`);
  if (applyEdits(after.text, invertEdits(before.text, edits)) !== before.text) {
    return failed(id, 'Taking the edits back does not give the text before.');
  }
  return passed(id, 'Everything outside the edited ranges is as it was.');
};

/** New lines end as the lines around them do, which matters in files whose lines end in different ways. */
export const proveLineEnds: Proof = ({ before, edits }) => {
  const id = 'line-ends';
  const foreign = edits.find((edit) => hasForeignEnd(before, edit));
  if (foreign) return failed(id, `New text in line ${before.lines.lineAt(foreign.start)} has another line ending.`);
  return passed(id, 'New lines end as their neighbours do.');
};

function hasForeignEnd({ text }: TypeScriptModule, { start, end, newText }: TextEdit): boolean {
  const around = new Set([start, Math.max(0, start - 1), end].map((offset) => lineEndAt(text, offset)));
  return (newText.match(/\r\n|\n|\r/g) ?? []).some((one) => !around.has(one));
}
