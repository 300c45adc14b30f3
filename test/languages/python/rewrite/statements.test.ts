import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Renaming } from '../../../../src/core/rewrite/edit-group.js';
import type { PlanCheck } from '../../../../src/core/rewrite/plan.js';
import { noOutsideUses } from '../../../../src/core/rewrite/outside-uses.js';
import { declaredInAll } from '../../../../src/core/validation/declared-changes.js';
import type { Safety } from '../../../../src/core/rewrite/stage.js';
import { loadPythonParser } from '../../../../src/languages/python/parser.js';
import { proveStatements } from '../../../../src/languages/python/rewrite/proofs/statements.js';
import { PythonModule } from '../../../../src/languages/python/rewrite/syntax/python-module.js';
import { SyntaxReader } from '../../../../src/languages/python/rewrite/syntax/syntax-reader.js';
import { planBytes } from '../../../support/assert-recipe.js';
import { contracts } from '../../../support/contracts.js';

interface Declared {
  readonly removed?: readonly string[];
  readonly renamed?: readonly Renaming[];
  readonly safety?: Exclude<Safety, 'manual'>;
}

async function prove(before: string, after: string, declared: Declared = {}): Promise<PlanCheck> {
  const reader = new SyntaxReader(await loadPythonParser('dist'));
  const { removed = [], renamed = [], safety = 'safe' } = declared;
  const group = { key: 'g', recipe: 'r', class: 'LampAgent', applied: true, edits: [], safety, removed, renamed };
  return proveStatements({
    before: new PythonModule(reader.read(before)),
    after: new PythonModule(reader.read(after)),
    ...{ edits: [], groups: [group], classes: ['LampAgent'], contract: contracts.documented },
    ...{ outside: noOutsideUses, marker: 'none', planId: 'p' },
    encoding: { encoding: 'utf-8', hasByteOrderMark: false },
  });
}

const legacy = `import logging
import threading
import zmq
logger = logging.getLogger("lamps")
class LampAgent:
    def __init__(self, port=7000, level=3):
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.running = True
        self.lamps = {}
        worker = threading.Thread(target=self.watch)
        worker.daemon = True
        worker.start()
        beacon = threading.Thread(target=self.answer_health)
        beacon.daemon = True
        beacon.start()
        logger.info("answering health checks")
    def answer_health(self):
        while self.running:
            self.beacon.send_json({"status": "ok", "lamps": len(self.lamps)})
    async def fetch(self, name, level=1):
        try:
            value = await self.ask(name, level)
            return {"name": name, "value": value}
        except KeyError as error:
            logger.error(error)
            raise
    def watch(self):
        while True:
            self.lamps.clear()
            if not self.lamps:
                return
if __name__ == "__main__":
    agent = LampAgent()
    agent.context.term()
`;
const renamed = ['context', 'socket'].map((name) => ({ from: `LampAgent.${name}`, to: `LampAgent._own_${name}` }));
const declared = { renamed, removed: ['LampAgent.answer_health'] };
/** What a stage makes of it. */
const migrated = `import logging
import threading
import zmq
from common.core.base_agent import BaseAgent
logger = logging.getLogger("lamps")
class LampAgent(BaseAgent):
    def __init__(self, port=7000, level=3):
        super().__init__(strict_port=False)
        self._own_context = zmq.Context()
        self._own_socket = self._own_context.socket(zmq.REP)
        self._own_socket.setsockopt(zmq.LINGER, 0)
        self.lamps = {}
        worker = threading.Thread(target=self.watch)
        worker.daemon = True
        worker.start()
    def _get_health_status(self):
        return {"status": "ok", "lamps": len(self.lamps)}
    async def fetch(self, name, level=1):
        try:
            value = await self.ask(name, level)
            return {"name": name, "value": value}
        except KeyError as error:
            logger.error(error)
            raise
    def watch(self):
        while True:
            self.lamps.clear()
            if not self.lamps:
                return
if __name__ == "__main__":
    agent = LampAgent()
    agent._own_context.term()
`;

describe('the proof that every statement is explained', () => {
  it('finds a reason for all that a right stage does', async () => {
    assert.equal((await prove(legacy, migrated, declared)).status, 'pass');
  });

  it('does not judge what a person chose to look at', async () => {
    const check = await prove(legacy, legacy.replace('self.lamps.clear()', 'pass'), { safety: 'review' });
    assert.equal(check.status, 'skipped');
  });

  const harmless: readonly (readonly [what: string, was: string, becomes: string])[] = [
    ['comments and line ends', 'self.ask(name, level)', 'self.ask(name, # whose\n                level)'],
    ['a marker that is printed', 'class LampAgent(', 'print("LAMPAGENT MIGRATION APPLIED")\nclass LampAgent('],
    [
      'an override that adds to the base',
      '        return {"status": "ok", "lamps"',
      '        return {**super()._get_health_status(), "lamps"',
    ],
  ];
  for (const [what, was, becomes] of harmless) {
    it(`lets pass ${what}`, async () => {
      assert.ok(migrated.includes(was));
      const after = migrated.replace(was, () => becomes);
      assert.deepEqual(await prove(legacy, after, declared), await prove(legacy, migrated, declared));
    });
  }

  it('knows a call that goes by way of a method of the base', async () => {
    const before = 'class LampAgent:\n    def serve(self, words):\n        answer = self.reply(words)\n';
    const after = before
      .replace('Agent:', 'Agent(BaseAgent):')
      .replace('self.reply(', 'self.handle_request(')
      .concat('    def handle_request(self, request):\n        return self.reply(request)\n');
    assert.equal((await prove(before, after)).status, 'pass');
    assert.equal((await prove(before, after.replace('self.handle_request(words)', 'None'))).status, 'fail');
  });

  it("tells the agent's own members from those of a class in it, and of others with the same names", async () => {
    const before = 'class LampAgent:\n    class Bulb:\n        def __init__(self):\n            self.socket = None\n';
    const kept = before.replace('Agent:', 'Agent(BaseAgent):');
    assert.equal((await prove(before, kept, { renamed })).status, 'pass');
    assert.equal((await prove(before, kept.replace('self.socket = None', 'pass'), { renamed })).status, 'fail');
  });

  const spoilt: readonly (readonly [what: string, was: string, becomes: string, said: RegExp])[] = [
    [
      'a statement that is gone',
      'self.lamps = {}',
      'pass',
      /"self\.lamps = \{\}" \(line 11 of the text before\) is gone/,
    ],
    ['one of several equal ones', 'worker.start()', 'pass', /"worker\.start\(\)" \(line 14 of/],
    ['a statement that is new', 'self.lamps.clear()', 'self.lamps.clear(); self.lamps.clear()', /is new/],
    ['arguments that are swapped', 'self.ask(name, level)', 'self.ask(level, name)', /ask\(name, level\)" .* is gone/],
    ['another default', 'name, level=1', 'name, level=2', /"async def fetch\(self, name, level=1\):" .* is gone/],
    [
      'another key in an answer',
      '"value": value',
      '"worth": value',
      /"return \{"name": name, "value": value\}" .* is gone/,
    ],
    ['an exception that is swallowed', '            raise\n', '            pass\n', /"raise" \(line 28 of/],
    ['another exception', 'except KeyError', 'except Exception', /"except KeyError as error:" .* is gone/],
    ['an await that is lost', 'await ', '', /"value = await self\.ask.* is gone/],
    [
      'an option of a socket that stays its own',
      'self._own_socket.setsockopt(zmq.LINGER, 0)',
      'pass',
      /setsockopt.* is gone/,
    ],
    ['an end that is gone', '                return\n', '                pass\n', /"return" \(line 33 of/],
    [
      'an override that nothing led to',
      '    def watch',
      '    def cleanup(self):\n        return None\n    def watch',
      /"def cleanup\(self\):" .* is new/,
    ],
    [
      'an answer that nobody gave before',
      '"status": "ok"',
      '"status": "fine"',
      /"def _get_health_status\(self\):" .* is new/,
    ],
  ];
  for (const [what, was, becomes, said] of spoilt) {
    it(`finds ${what}`, async () => {
      assert.ok(migrated.includes(was));
      const { status, detail } = await prove(
        legacy,
        migrated.replace(was, () => becomes),
        declared,
      );
      assert.equal(status, 'fail');
      assert.match(detail, said);
    });
  }
});

/** Text of methods that have nothing to do with any base. */
const ownLines = fc.uniqueArray(
  fc.oneof(
    fc.tuple(fc.constantFrom('total', 'name', 'found'), fc.nat(99)).map(([name, value]) => `${name} = ${value}`),
    fc.nat(99).map((value) => `self.lantern_${value} = make(${value}, "wick")`),
    fc.nat(99).map((value) => `if self.wick > ${value}: self.light(${value})`),
    fc.nat(99).map((value) => `raise ValueError(${value})`),
  ),
  { minLength: 1, maxLength: 6 },
);

describe('the proof that every statement is explained, of generated methods', function () {
  this.timeout(120_000);

  it('finds any statement that is gone, doubled or another one in what planning made of the agent', async () => {
    const block = (lines: readonly string[]): string => lines.map((line) => `        ${line}\n`).join('');
    const spoiling = fc.constantFrom('gone', 'doubled', 'other');
    await fc.assert(
      fc.asyncProperty(ownLines, fc.nat(), spoiling, async (lines, at, how) => {
        const before = legacy.replace('    def watch', `    def shine(self):\n${block(lines)}    def watch`);
        const { plan, stageTexts } = await planBytes(Buffer.from(before), { classes: ['LampAgent'] });
        const after = stageTexts.at(-1) ?? before;
        const changes = declaredInAll(plan.stages);
        assert.equal((await prove(before, after, changes)).status, 'pass');
        const place = at % lines.length;
        const line = lines[place] ?? '';
        const instead = { gone: ['pass'], doubled: [line, line], other: ['self.blow_out()'] }[how];
        const spoilt = after.replace(block(lines), block(lines.toSpliced(place, 1, ...instead)));
        assert.notEqual(spoilt, after);
        assert.equal((await prove(before, spoilt, changes)).status, 'fail');
      }),
      { numRuns: 40 },
    );
  });
});
