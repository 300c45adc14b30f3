import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NameTable } from '../../../../src/languages/names.js';
import { TokenBuffer } from '../../../../src/languages/python/tokens/token-buffer.js';
import { tokenize, tokenizeAgain } from '../../../../src/languages/python/tokens/tokenizer.js';
import { pythonVocabulary } from '../../../../src/languages/python/tokens/vocabulary.js';
import { agentText, edit, edited } from '../support/arbitrary-edits.js';
import { pythonLikeText } from '../support/arbitrary-python.js';

/** Everything that a buffer holds of a text, names by their letters. */
function contentOf(buffer: TokenBuffer) {
  const { count, names, problems } = buffer;
  return {
    kinds: [...buffer.kinds.subarray(0, count)],
    starts: [...buffer.starts.subarray(0, count)],
    ends: [...buffer.ends.subarray(0, count)],
    links: [...buffer.links.subarray(0, count)],
    names: [...buffer.ids.subarray(0, count)].map((id) => names.nameOf(id)),
    lineStarts: [...buffer.lineStarts.data.subarray(0, buffer.lineStarts.length)],
    lineTokens: [...buffer.lineTokens.data.subarray(0, buffer.lineTokens.length)],
    lineIndents: [...buffer.lineIndents.data.subarray(0, buffer.lineIndents.length)],
    lineBlocks: buffer.lineBlocks.slice(0, buffer.lineStarts.length).map(({ column, narrow }) => [column, narrow]),
    physicalLines: [...buffer.physicalLines.data.subarray(0, buffer.physicalLines.length)],
    comments: [...buffer.comments.data.subarray(0, buffer.comments.length)],
    problems: [...problems],
  };
}

describe('tokenizeAgain', () => {
  for (const [what, texts, numRuns] of [
    ['any text', pythonLikeText, 1000],
    ['an agent', fc.constant(agentText), 60],
  ] as const) {
    it(`reads ${what} after each of many edits as if it had never read another`, () => {
      fc.assert(
        fc.property(texts, fc.array(edit, { minLength: 1, maxLength: 8 }), (first, edits) => {
          const names = new NameTable(pythonVocabulary());
          let [buffer, earlier] = [new TokenBuffer(names, 16), new TokenBuffer(names, 16)];
          let text = first;
          tokenizeAgain(text, buffer, earlier);
          for (const one of edits) {
            text = edited(text, one);
            [buffer, earlier] = [earlier, buffer];
            tokenizeAgain(text, buffer, earlier);
            assert.deepEqual(contentOf(buffer), contentOf(tokenize(text)));
          }
        }),
        { numRuns },
      );
    });
  }

  it('finds what is wrong once in a line that shows a bracket to be unclosed', () => {
    const { problems } = tokenize('f(a\n \\class A:\n');
    assert.deepEqual(
      problems.map(({ start }) => start).sort((a, b) => a - b),
      [1, 5],
    );
  });

  it('forgets names that are gone when most are', () => {
    const names = new NameTable(pythonVocabulary());
    let [buffer, earlier] = [new TokenBuffer(names), new TokenBuffer(names)];
    for (let turn = 0; turn < 3000; turn++) {
      [buffer, earlier] = [earlier, buffer];
      tokenizeAgain(`${agentText}\nname_${turn} = 1\n`, buffer, earlier);
    }
    assert.ok(names.size < 4000, `${names.size} names`);
  });
});
