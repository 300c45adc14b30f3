import assert from 'node:assert/strict';
import { leftoverDiagnostics, riskDiagnostics } from '../../../src/vscode/risk/diagnostic-texts.js';
import { assessment, evidence, factor } from '../../support/assessment.js';

describe('diagnostics of an agent', () => {
  const threads = factor('threading', 'high', 8, [evidence(10, 'Thread(a)'), evidence(11, 'Thread(b)')]);
  const gpu = factor('gpuOperations', 'high', 10, [evidence(40, 'empty_cache()')]);

  it('mark each piece of evidence once, with its factor and points', () => {
    const found = riskDiagnostics(assessment({ factors: [threads, gpu] }), 50);
    assert.deepEqual(
      found.map(({ range, message, code }) => [range.line, message, code]),
      [
        [40, 'GPU operations high (10 points): empty_cache()', 'gpuOperations'],
        [10, 'Threading high (8 points): Thread(a)', 'threading'],
        [11, 'Threading high (8 points): Thread(b)', 'threading'],
      ],
    );
  });

  it('keep to the limit and drop those of the factors with the fewest points', () => {
    const found = riskDiagnostics(assessment({ factors: [threads, gpu] }), 2);
    assert.deepEqual(
      found.map(({ range }) => range.line),
      [40, 10],
    );
  });

  it('gather evidence of other files at the class, with a link to each place', () => {
    const role = factor('systemCriticality', 'medium', 2, [
      evidence(3, 'imports it', 'a.py'),
      evidence(9, 'sends to it', 'b.py'),
    ]);
    const [only, ...others] = riskDiagnostics(assessment({ factors: [role] }), 50);
    assert.equal(others.length, 0);
    assert.equal(only?.range.line, 12);
    assert.deepEqual(
      only.related.map(({ path, range }) => [path, range.line]),
      [
        ['a.py', 3],
        ['b.py', 9],
      ],
    );
  });

  it('say nothing of a factor without points', () => {
    assert.deepEqual(
      riskDiagnostics(assessment({ factors: [factor('threading', 'none', 0, [evidence(1, 'Event()')])] }), 50),
      [],
    );
  });

  it('mark what is left of a partial migration', () => {
    const [left] = leftoverDiagnostics(
      assessment({ readiness: 'partial', leftovers: [{ line: 7, message: 'own main socket' }] }),
    );
    assert.equal(left?.message, 'ModelManagerAgent is partly migrated: own main socket');
  });
});
