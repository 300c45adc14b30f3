import assert from 'node:assert/strict';
import { readPythonFacts } from '../../../src/languages/python/facts.js';
import { samples } from '../../../src/languages/python/samples.js';

describe('the samples by which the Python readers warm up', () => {
  const [valid = '', ...others] = samples;

  it('hold evidence of many kinds in a text that is valid', () => {
    const { problems, signals, classes, imports, entryPointClasses, markers } = readPythonFacts(valid);
    assert.deepEqual(problems, []);
    assert.ok(new Set(signals.map(({ kind }) => kind)).size >= 6, signals.map(({ kind }) => kind).join());
    assert.deepEqual([classes.length, imports.length, markers.length], [1, 8, 1]);
    assert.deepEqual(entryPointClasses, ['R']);
  });

  it('are wrong in many ways', () => {
    const messages = new Set(others.flatMap((text) => readPythonFacts(text).problems.map(({ message }) => message)));
    assert.ok(messages.size >= 19, [...messages].join('\n'));
  });
});
