import assert from 'node:assert/strict';
import { defaultPythonContract } from '../../../../src/core/contract/default-profile.js';
import { agreeing, type ExampleCall } from '../../../../src/core/validation/written-test/example-call.js';
import { testedMethods } from '../../../../src/core/validation/written-test/tested-methods.js';
import { moduleNameOf, testPathOf } from '../../../../src/core/validation/written-test/test-place.js';
import { writtenTest, type WrittenTestParts } from '../../../../src/core/validation/written-test/written-test.js';
import { readPythonFacts } from '../../../../src/languages/python/facts.js';

const call = (method: string, outcome: { returns: string } | { raises: string }, number = 0): ExampleCall => ({
  method,
  number,
  arguments: [['text', "'hello'"]],
  ...outcome,
});

const parts: WrittenTestParts = {
  path: 'agents/work_agent.py',
  module: 'work_agent',
  class: 'WorkAgent',
  base: 'BaseAgent',
  migration: 'm-12345678',
  constructor: '',
  framework: 'unittest',
  outside: ['zmq'],
  absent: [],
  examples: [
    call('answer', { returns: "{'status': 'ok'}" }),
    call('is_known', { returns: 'True' }),
    call('answer', { raises: 'KeyError' }, 1),
    call('answer', { returns: "{'one': 1,\n 'two': 2}" }, 2),
  ],
};

describe('the test that is written for an agent', () => {
  it('asks the calls of each method in their order', () => {
    const text = writtenTest(parts);
    const tests = text.slice(text.indexOf('    def test_answer'));
    assert.equal(
      tests,
      `    def test_answer(self):
        self.assertEqual(self.agent.answer(text='hello'), {'status': 'ok'})
        with self.assertRaises(KeyError):
            self.agent.answer(text='hello')
        self.assertEqual(
            self.agent.answer(text='hello'),
            {'one': 1,
             'two': 2},
        )

    def test_is_known(self):
        self.assertIs(self.agent.is_known(text='hello'), True)


if __name__ == "__main__":
    unittest.main()
`,
    );
    assert.match(text, /before its migration to BaseAgent \(m-12345678\)/u);
  });

  it('is written in the manner of pytest', () => {
    const text = writtenTest({ ...parts, framework: 'pytest' });
    assert.match(text, /^import pytest$/mu);
    assert.doesNotMatch(text, /^import unittest$/mu);
    assert.equal(
      text.slice(text.indexOf('def test_answer')),
      `def test_answer(agent):
    assert agent.answer(text='hello') == {'status': 'ok'}
    with pytest.raises(KeyError):
        agent.answer(text='hello')
    answer = agent.answer(text='hello')
    assert answer == (
        {'one': 1,
         'two': 2}
    )


def test_is_known(agent):
    assert agent.is_known(text='hello') is True
`,
    );
  });

  it('keeps only what was said both times', () => {
    const again = [call('answer', { returns: "{'status': 'late'}" }), call('is_known', { returns: 'True' })];
    assert.deepEqual(
      agreeing(parts.examples, again).map(({ method }) => method),
      ['is_known'],
    );
  });

  it('calls public methods that are the agent’s own and come to an end', () => {
    const facts = readPythonFacts(
      'class WorkAgent:\n' +
        ['answer', '_own', 'run', 'cleanup', '_get_health_status', 'lost']
          .map((name) => `    def ${name}(self):\n        pass\n`)
          .join('') +
        '    async def wait(self):\n        pass\n    @property\n    def name(self):\n        pass\n',
    );
    const seen = testedMethods(facts, 'WorkAgent', { contract: defaultPythonContract, handedOver: ['lost'] });
    assert.deepEqual(seen, ['answer']);
  });

  it('is named after the file, or after the class where the file has several', () => {
    assert.equal(testPathOf('agents/work_agent.py', 'WorkAgent', ['WorkAgent']), 'tests/test_work_agent_migration.py');
    assert.equal(
      testPathOf('agents/all.py', 'TaskRouterAgent', ['WorkAgent', 'TaskRouterAgent']),
      'tests/test_task_router_agent_migration.py',
    );
  });

  it('imports the module as a program finds it, or as a part of its package', () => {
    assert.equal(moduleNameOf('agents/work_agent.py', readPythonFacts('import os\n')), 'work_agent');
    assert.equal(
      moduleNameOf('agents/work_agent.py', readPythonFacts('from .tools import one\n')),
      'agents.work_agent',
    );
  });
});
