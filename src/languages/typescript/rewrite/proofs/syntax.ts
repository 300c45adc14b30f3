import { ts } from 'ts-morph';
import { failed, passed, type Proof } from './proof.js';

/** The compiler's parser finds no error in the result. */
export const proveSyntax: Proof = ({ after }) => {
  const id = 'syntax';
  const [error] = after.errors;
  if (!error) return passed(id, `TypeScript ${ts.version} reads the result without an error.`);
  const line = after.lines.lineAt(error.start ?? 0);
  return failed(id, `Line ${line} of the result: ${ts.flattenDiagnosticMessageText(error.messageText, ' ')}`, line);
};
