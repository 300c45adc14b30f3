import type { PythonModule } from './syntax/python-module.js';

/** Keeps what is read of a whole text with it: recipes of several stages and the proofs of each ask the same of the same text. */
export function oncePerModule<Answer extends object>(
  read: (module: PythonModule) => Answer,
): (module: PythonModule) => Answer {
  const answers = new WeakMap<PythonModule, Answer>();
  return (module) => {
    const known = answers.get(module);
    if (known) return known;
    const answer = read(module);
    answers.set(module, answer);
    return answer;
  };
}
