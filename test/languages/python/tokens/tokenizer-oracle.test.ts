import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decode } from '../../../../src/languages/python/decode.js';
import { openPythonSource } from '../../../../src/languages/python/open-source.js';
import * as Kind from '../../../../src/languages/python/tokens/kinds.js';
import type { TokenTable } from '../../../../src/languages/python/tokens/token-table.js';
import { askOracle, hasPython, standardLibrary } from '../oracle/python.js';

const shared = new Map<number, string>([
  [Kind.NAME, 'name'],
  [Kind.KEYWORD, 'name'],
  [Kind.NUMBER, 'number'],
  [Kind.STRING, 'string'],
  [Kind.INDENT, 'indent'],
]);

/** The stream that oracle/tokens.py prints: an f-string is one string, and a line end has no extent. */
function streamOf(tokens: TokenTable): string {
  let stream = '';
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kinds[i] ?? 0;
    if (kind === Kind.END) continue;
    if (kind === Kind.DEDENT || kind === Kind.NEWLINE) {
      stream += kind === Kind.DEDENT ? 'dedent 0 0\n' : 'newline 0 0\n';
      continue;
    }
    const isFormatted = kind === Kind.FSTRING_START;
    const last = isFormatted ? (tokens.links[i] ?? i) : i;
    stream += `${isFormatted ? 'string' : (shared.get(kind) ?? 'op')} ${tokens.starts[i] ?? 0} ${tokens.ends[last] ?? 0}\n`;
    i = last;
  }
  return stream;
}

describe('the tokens of a text beside CPython', function () {
  this.timeout(120_000);

  it('finds the tokens that CPython finds in its standard library', function () {
    if (!hasPython) this.skip();
    const files = standardLibrary(process.env['FULL_ORACLE'] ? 1 : 8);
    const digests = askOracle('tokens.py', files);
    const differing: string[] = [];
    let compared = 0;
    files.forEach((file, index) => {
      if (digests[index] === '-') return;
      const decoded = decode(readFileSync(file));
      assert(decoded.ok, file);
      const { tokens, scanned } = openPythonSource(decoded.source.text);
      compared++;
      const digest = createHash('sha1').update(streamOf(tokens)).digest('hex');
      if (digest !== digests[index] || scanned.problems.length > 0) differing.push(file);
    });
    assert(compared > 150, `only ${compared} files compared`);
    assert.deepEqual(differing, []);
  });
});
