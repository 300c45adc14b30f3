import { checkCompileRules } from '../../compile-rules.js';
import { openPythonSource } from '../../open-source.js';
import { checkStructure } from '../../structure.js';
import { failed, passed, type Proof } from './proof.js';

/** Tokens, brackets and indentation fit together, and nothing stands where the compiler forbids it. Needs no parser. */
export const proveStructure: Proof = ({ after }) => {
  const id = 'structure';
  const source = openPythonSource(after.text);
  const [problem] = [...checkStructure(source), ...checkCompileRules(source)];
  if (!problem) return passed(id, 'Tokens, brackets, indentation and the rules of the compiler hold.');
  return failed(id, `Line ${problem.range.line} of the result: ${problem.message}.`, problem.range.line);
};
