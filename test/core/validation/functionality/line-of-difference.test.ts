import assert from 'node:assert/strict';
import { lineOfDifference } from '../../../../src/core/validation/functionality/line-of-difference.js';
import { readPythonFacts } from '../../../../src/languages/python/facts.js';

const facts = readPythonFacts(
  'import time\n\n\nclass WorkAgent(Base):\n    def __init__(self):\n        pass\n\n    def handle_request(self, request):\n        pass\n\n    def _own_listen(self):\n        pass\n',
);

const lineOf = (call: string, what: string): number =>
  lineOfDifference(
    { call, what, legacy: '1', migrated: '2' },
    { facts, classes: ['WorkAgent'], requestHandler: 'handle_request' },
  );

describe('the line of a difference', () => {
  it('is that of the method that was called, also under the name that it has now', () => {
    assert.equal(lineOf('handle_request(request={})', 'the result'), 8);
    assert.equal(lineOf('_listen()', 'self.hits'), 11);
    assert.equal(lineOf('WorkAgent()', 'self.hits'), 5);
  });

  it('is that of the function of a thread, and of the handler of a request', () => {
    assert.equal(lineOf('the whole run', 'thread listen'), 11);
    assert.equal(lineOf('request {"action": "ping"} on tcp://*:5000', 'the reply'), 8);
  });

  it('is that of the class for anything else', () => {
    assert.equal(lineOf('while nobody asks', 'self.hits'), 4);
    assert.equal(lineOf('gone()', 'the method'), 4);
  });
});
