import { failed, passed, type Proof } from './proof.js';

/** The parser finds no error in the result. */
export const proveSyntax: Proof = ({ after }) => {
  const id = 'syntax';
  if (!after.parsed.hasError) return passed(id, 'tree-sitter reads the result without an error.');
  const place = after.root.walk().find(({ type }) => type === 'ERROR') ?? after.root;
  const line = after.lineOf(place);
  return failed(id, `tree-sitter finds an error in line ${line} of the result.`, line);
};
