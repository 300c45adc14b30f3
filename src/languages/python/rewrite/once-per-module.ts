import { oncePer } from '../../../core/once-per.js';
import type { PythonModule } from './syntax/python-module.js';

/** Keeps what is read of a whole text with it: recipes of several stages and the proofs of each ask the same of the same text. */
export function oncePerModule<Answer>(read: (module: PythonModule) => Answer): (module: PythonModule) => Answer {
  return oncePer(read);
}
