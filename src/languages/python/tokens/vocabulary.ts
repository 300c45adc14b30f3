import { Vocabulary } from '../../names.js';
import { keywords, softKeywords } from './keywords.js';

/** Python's keywords and soft keywords, then the words given. */
export const pythonVocabulary = (words: Iterable<string> = []): Vocabulary =>
  new Vocabulary([...keywords, ...softKeywords, ...words]);
