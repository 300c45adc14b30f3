import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPythonFacts } from '../../../src/languages/python/facts.js';
import { agentText, edit, edited } from './support/arbitrary-edits.js';
import { pythonLikeText } from './support/arbitrary-python.js';

describe('readPythonFacts after an edit', () => {
  for (const [what, texts, numRuns] of [
    ['any text', pythonLikeText, 500],
    ['an agent', fc.constant(agentText), 60],
  ] as const) {
    it(`finds in ${what} after each of many edits what it finds when it has read nothing like it`, () => {
      fc.assert(
        fc.property(texts, fc.array(edit, { minLength: 1, maxLength: 6 }), (first, edits) => {
          let text = first;
          const all = [first, ...edits.map((one) => (text = edited(text, one)))];
          const again = all.map(readPythonFacts);
          const anew = all.map((one) => {
            readPythonFacts('');
            return readPythonFacts(one);
          });
          assert.deepEqual(again, anew);
        }),
        { numRuns },
      );
    });
  }

  it('finds what a line holds that was the header of a case and is none any more', () => {
    const body = ':\n    case a: x.to("cuda")\n';
    assert.deepEqual(
      [`match x${body}`, `if x${body}`].map((text) => readPythonFacts(text).signals.map(({ kind }) => kind)),
      [['gpu-placement'], ['gpu-placement']],
    );
  });
});
