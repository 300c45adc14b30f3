import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readPythonSource } from '../../../src/languages/python/read-source.js';
import { askOracle, hasPython, standardLibrary } from './oracle/python.js';

describe('checkStructure beside CPython', function () {
  this.timeout(120_000);

  it('agrees with ast.parse on its standard library, and on copies with a token too many or too few', function () {
    if (!hasPython) this.skip();
    const files = standardLibrary(process.env['FULL_ORACLE'] ? 1 : 16);
    const answers = askOracle('syntax.py', files).map((line) => JSON.parse(line) as Answer);
    const wrong: string[] = [];
    let broken = 0;
    files.forEach((file, index) => {
      const answer = answers[index];
      if (!answer) return;
      const { problems } = readPythonSource(readFileSync(file));
      if (problems.length > 0 === answer.valid) wrong.push(`${file}: ${problems[0]?.message ?? 'nothing found'}`);
      for (const { text, valid } of answer.mutants) {
        const [problem] = readPythonSource(Buffer.from(text)).problems;
        if (!valid) broken++;
        // An interpreter older than 3.14 refuses what a later one accepts: only what is refused here must be refused there.
        if (problem && valid) wrong.push(`${problem.message}:\n${text}`);
      }
    });
    assert(broken > 100, `only ${broken} broken texts`);
    assert.deepEqual(wrong, []);
  });
});

interface Answer {
  readonly valid: boolean;
  readonly mutants: readonly { readonly text: string; readonly valid: boolean }[];
}
