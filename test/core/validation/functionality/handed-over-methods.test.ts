import assert from 'node:assert/strict';
import type { SourceFacts } from '../../../../src/core/facts/source-facts.js';
import { handedOverMethods } from '../../../../src/core/validation/functionality/handed-over-methods.js';
import { classFact, method, sourceFile } from '../../../support/facts.js';

const agent = (...methods: readonly string[]): SourceFacts =>
  sourceFile('a.py', { classes: [classFact('Agent', { methods: methods.map((name) => method(name)) })] }).facts;

describe('methods that a migration leaves to the base', () => {
  it('are those that are gone, not those that made room for one of the base', () => {
    const migrated = agent('ask', '_own_run', '_own_loop');
    assert.deepEqual(handedOverMethods(agent('ask', '_health_check', 'run', '_loop'), migrated, ['Agent']), {
      Agent: ['_health_check'],
    });
  });

  it('are all of a class that is gone', () => {
    assert.deepEqual(handedOverMethods(agent('ask'), sourceFile('a.py').facts, ['Agent']), { Agent: ['ask'] });
  });
});
