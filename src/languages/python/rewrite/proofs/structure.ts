import type { ParseProblem } from '../../../../core/facts/source-facts.js';
import { checkCompileRules } from '../../compile-rules.js';
import { openPythonSource } from '../../open-source.js';
import { checkStructure } from '../../structure.js';
import { oncePerModule } from '../once-per-module.js';
import { failed, passed, type Proof } from './proof.js';

/** A stage without edits leaves the text that the stage before it has led to. */
const problemsOf = oncePerModule(({ text }): readonly ParseProblem[] => {
  const source = openPythonSource(text);
  return [...checkStructure(source), ...checkCompileRules(source)];
});

/** Tokens, brackets and indentation fit together, and nothing stands where the compiler forbids it. Needs no parser. */
export const proveStructure: Proof = ({ after }) => {
  const id = 'structure';
  const [problem] = problemsOf(after);
  if (!problem) return passed(id, 'Tokens, brackets, indentation and the rules of the compiler hold.');
  return failed(id, `Line ${problem.range.line} of the result: ${problem.message}.`, problem.range.line);
};
