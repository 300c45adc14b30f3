import assert from 'node:assert/strict';
import { editorText, shownText } from '../../../src/vscode/migrate/round-trip.js';

describe('bytes that an editor can write back', () => {
  it('are UTF-8 with one kind of line ending, with or without a byte order mark', () => {
    assert.deepEqual(editorText(Buffer.from('é = 1\n')), { text: 'é = 1\n', hasBom: false, newline: '\n' });
    assert.deepEqual(editorText(Buffer.from('\uFEFFa\r\nb')), { text: 'a\r\nb', hasBom: true, newline: '\r\n' });
  });

  it('are not those in another encoding, with mixed line endings or with a lone carriage return', () => {
    assert.equal(editorText(Buffer.from('é', 'latin1')), undefined);
    assert.equal(editorText(Buffer.from('a\r\nb\n')), undefined);
    assert.equal(editorText(Buffer.from('a\rb')), undefined);
  });

  it('are shown to people whatever they are', () => {
    assert.equal(shownText(Buffer.from('# é', 'latin1')), '# é');
    assert.equal(shownText(Buffer.from('a\r\nb\n')), 'a\r\nb\n');
  });
});
