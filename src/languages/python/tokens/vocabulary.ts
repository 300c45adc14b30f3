import { Vocabulary } from '../../names.js';

/** In the order of their ids in `scanner/keywords`. */
const keywords = [
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del'],
  ...['elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal'],
  ...['not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield'],
];
const softKeywords = ['match', 'case', 'type', '_'];

/** Python's keywords and soft keywords, then the words given. */
export const pythonVocabulary = (words: Iterable<string> = []): Vocabulary =>
  new Vocabulary([...keywords, ...softKeywords, ...words]);
