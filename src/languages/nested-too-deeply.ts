import type { Reason } from '../core/reason.js';

const tooDeep: Reason = {
  code: 'too-large',
  message:
    'Its code is nested too deeply to be rewritten: take its longest chain of calls or its deepest expression apart.',
};

/** Works on a syntax tree, or answers with a refusal where the tree is deeper than the engine's call stack: thousands of levels. */
export function unlessTooDeep<Answer>(work: () => Answer, refuse: (reason: Reason) => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError && /call stack/iu.test(error.message)) return refuse(tooDeep);
    throw error;
  }
}
