import { applyEdits, findOverlap, invertEdits, sortEdits } from '../../../../core/rewrite/text-edit.js';
import { encode } from '../../decode.js';
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

/** The result can be written as the file is written: its encoding, and one line ending in all that is new. */
export const proveEncoding: Proof = ({ before, after, edits, encoding }) => {
  const id = 'encoding';
  if (!encode(after.text, encoding))
    return failed(id, `The result has a character that ${encoding.encoding} cannot hold.`);
  const foreign = edits.find(({ newText }) =>
    (newText.match(/\r\n|\n|\r/g) ?? []).some((end) => end !== before.lineEnd),
  );
  if (foreign) return failed(id, `New text in line ${before.lines.lineAt(foreign.start)} has another line ending.`);
  return passed(id, `New text is ${encoding.encoding} with the file's own line ending.`);
};
