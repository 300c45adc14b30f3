import assert from 'node:assert/strict';
import type { Contract } from '../../../../src/core/contract/contract.js';
import { noOutsideUses } from '../../../../src/core/rewrite/outside-uses.js';
import type { PlanCheck } from '../../../../src/core/rewrite/plan.js';
import { loadPythonParser } from '../../../../src/languages/python/parser.js';
import { proofs } from '../../../../src/languages/python/rewrite/proofs/index.js';
import { PythonModule } from '../../../../src/languages/python/rewrite/syntax/python-module.js';
import { SyntaxReader } from '../../../../src/languages/python/rewrite/syntax/syntax-reader.js';
import { contracts } from '../../../support/contracts.js';

/** The failures of a step from one text to the other that no recipe would take. */
async function failures(before: string, after: string, contract: Contract): Promise<readonly string[]> {
  const reader = new SyntaxReader(await loadPythonParser('dist'));
  const parsed = [before, after].map((text) => reader.read(text));
  const [old, now] = parsed.map((one) => new PythonModule(one));
  assert.ok(old && now);
  const encoding = { encoding: 'utf-8', hasByteOrderMark: false } as const;
  const options = { classes: ['LampAgent'], contract, outside: noOutsideUses, marker: 'none', planId: 'p' } as const;
  const removed = ['LampAgent.start', 'LampAgent.handle'];
  const group = {
    key: 'g',
    recipe: 'r',
    class: 'LampAgent',
    applied: true,
    safety: 'safe',
    edits: [],
    removed,
  } as const;
  const edits = [{ start: 0, end: before.length, newText: after }];
  try {
    const input = { before: old, after: now, edits, groups: [group], ...options, encoding };
    const checks = proofs.map((proof): PlanCheck => proof(input));
    return checks.flatMap(({ id, status, detail }) => (status === 'fail' ? [`${id}: ${detail}`] : []));
  } finally {
    for (const { native } of parsed) native.delete();
  }
}

const documented = `from common.core.base_agent import BaseAgent
class LampAgent(BaseAgent):
    def __init__(self):
        super().__init__()
`;
const start = '    def start(self):\n        pass\n';

describe('the proofs of a step', () => {
  it('find a main guard that calls a method that is gone', async () => {
    const guard = 'agent = LampAgent()\nagent.start()\n';
    const found = await failures(`${documented}${start}${guard}`, `${documented}${guard}`, contracts.documented);
    assert.deepEqual(found, ['members: Line 6 uses LampAgent.start, which is gone.']);
  });

  it('find a method that calls one that is gone, and let one of the base be called', async () => {
    const caller = '    def again(self):\n        self.start()\n        self.run()\n';
    const run = '    def run(self):\n        pass\n';
    const found = await failures(
      `${documented}${start}${run}${caller}`,
      `${documented}${caller}`,
      contracts.documented,
    );
    assert.deepEqual(found, [
      'declarations: LampAgent.run is gone from the result.',
      'members: Line 6 uses LampAgent.start, which is gone.',
    ]);
  });

  it('find a class that cannot be made, because the base demands what it does not have', async () => {
    const before = 'class LampAgent:\n    def __init__(self):\n        pass\n    def handle(self):\n        pass\n';
    const after =
      'from base.agent import Agent\nclass LampAgent(Agent):\n    def __init__(self):\n        super().__init__(name="x")\n';
    const found = await failures(before, after, contracts.abstract);
    assert.deepEqual(found, ['demanded: LampAgent lacks handle, which Agent demands.']);
  });
});
