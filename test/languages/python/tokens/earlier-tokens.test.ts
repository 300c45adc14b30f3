import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { NameTable } from '../../../../src/languages/names.js';
import { readPythonFacts } from '../../../../src/languages/python/facts.js';
import { TokenBuffer } from '../../../../src/languages/python/tokens/token-buffer.js';
import { tokenize, tokenizeAgain } from '../../../../src/languages/python/tokens/tokenizer.js';
import { pythonVocabulary } from '../../../../src/languages/python/tokens/vocabulary.js';
import { pythonLikeText } from '../support/arbitrary-python.js';

const flagship = readFileSync('media/example-fleet/agents/model_manager_agent.py', 'utf8').slice(0, 6000);
const words = [
  ...new Set(flagship.match(/\w+|[^\w\s]|\n *|"""/gu)),
  '\r',
  '\\\n',
  'match x:\n',
  'case a:\n',
  'f"{',
  '\n',
];

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
    lineBlocks: buffer.lineBlocks.map(({ column, narrow }) => [column, narrow]),
    physicalLines: [...buffer.physicalLines.data.subarray(0, buffer.physicalLines.length)],
    comments: [...buffer.comments.data.subarray(0, buffer.comments.length)],
    problems: [...problems],
  };
}

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly word: string;
}

const edit = fc.record({ at: fc.nat(100_000), length: fc.nat(12), word: fc.constantFrom('', ...words) });

function edited(text: string, { at, length, word }: Edit): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + word + text.slice(start + length);
}

describe('tokenizeAgain', () => {
  for (const [what, texts, numRuns] of [
    ['any text', pythonLikeText, 1000],
    ['an agent', fc.constant(flagship), 60],
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

  it('leads to the same facts', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        let text = flagship;
        const texts = edits.map((one) => (text = edited(text, one)));
        const again = [flagship, ...texts].map(readPythonFacts);
        const anew = [flagship, ...texts].map((one) => {
          readPythonFacts('');
          return readPythonFacts(one);
        });
        assert.deepEqual(again, anew);
      }),
      { numRuns: 40 },
    );
  });

  it('forgets names that are gone when most are', () => {
    const names = new NameTable(pythonVocabulary());
    let [buffer, earlier] = [new TokenBuffer(names), new TokenBuffer(names)];
    for (let turn = 0; turn < 3000; turn++) {
      [buffer, earlier] = [earlier, buffer];
      tokenizeAgain(`${flagship}\nname_${turn} = 1\n`, buffer, earlier);
    }
    assert.ok(names.size < 4000, `${names.size} names`);
  });
});
