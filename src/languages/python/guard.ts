import type { ParseProblem } from '../../core/facts/source-facts.js';
import { openPythonSource } from './open-source.js';
import { checkStructure } from './structure.js';

/** The structure guard alone, without gathering facts: what is wrong with the tokens, brackets and indentation of a text. */
export const structureProblems = (text: string): readonly ParseProblem[] => checkStructure(openPythonSource(text));
