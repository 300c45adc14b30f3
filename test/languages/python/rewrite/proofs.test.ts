import assert from 'node:assert/strict';
import type { Contract } from '../../../../src/core/contract/contract.js';
import { noOutsideUses } from '../../../../src/core/rewrite/outside-uses.js';
import type { TextEdit } from '../../../../src/core/rewrite/text-edit.js';
import type { PlanCheck } from '../../../../src/core/rewrite/plan.js';
import { loadPythonParser } from '../../../../src/languages/python/parser.js';
import { proofs } from '../../../../src/languages/python/rewrite/proofs/index.js';
import { PythonModule } from '../../../../src/languages/python/rewrite/syntax/python-module.js';
import { SyntaxReader } from '../../../../src/languages/python/rewrite/syntax/syntax-reader.js';
import { contracts } from '../../../support/contracts.js';

/** The failures of a step from one text to the other that no recipe would take. */
async function failures(
  before: string,
  after: string,
  contract: Contract = contracts.documented,
  edits: readonly TextEdit[] = [{ start: 0, end: before.length, newText: after }],
): Promise<readonly string[]> {
  const reader = new SyntaxReader(await loadPythonParser('dist'));
  const [old, now] = [before, after].map((text) => new PythonModule(reader.read(text)));
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
  const input = { before: old, after: now, edits, groups: [group], ...options, encoding };
  const checks = proofs.map((proof): PlanCheck => proof(input));
  return checks.flatMap(({ id, status, detail }) => (status === 'fail' ? [`${id}: ${detail}`] : []));
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

  it('find a class of the file that inherits the agent and uses a method of it that is gone', async () => {
    const heir = 'class Porch(LampAgent):\n    def again(self):\n        self.start()\n';
    const found = await failures(`${documented}${start}${heir}`, `${documented}${heir}`, contracts.documented);
    assert.deepEqual(found, ['members: Line 7 uses LampAgent.start, which is gone.']);
    const other = 'class Porch:\n    def again(self):\n        self.start()\n';
    assert.deepEqual(await failures(`${documented}${start}${other}`, `${documented}${other}`), []);
  });

  it('find a class that cannot be made, because the base demands what it does not have', async () => {
    const before = 'class LampAgent:\n    def __init__(self):\n        pass\n    def handle(self):\n        pass\n';
    const after =
      'from base.agent import Agent\nclass LampAgent(Agent):\n    def __init__(self):\n        super().__init__(name="x")\n';
    const found = await failures(before, after, contracts.abstract);
    assert.deepEqual(found, ['demanded: LampAgent lacks handle, which Agent demands.']);
  });

  const plain = `import zmq
class LampAgent:
    def __init__(self, port=7000):
        self.sock = zmq.Context().socket(zmq.REP)
        self.sock.bind(f"tcp://*:{port}")
    def other(self):
        return 1
`;
  /** A right step, which the cases below spoil. */
  const right = `import zmq
from common.core.base_agent import BaseAgent
class LampAgent(BaseAgent):
    def __init__(self, port=7000):
        super().__init__(strict_port=False)
        self.sock = zmq.Context().socket(zmq.REP)
        self.sock.bind(f"tcp://*:{port}")
    def other(self):
        return 1
`;

  it('find nothing in a right step', async () => {
    assert.deepEqual(await failures(plain, right), []);
  });

  const spoilt: readonly (readonly [what: string, was: string, becomes: string, failure: RegExp])[] = [
    [
      'a bracket that is not closed',
      'return 1',
      'return (1',
      /^structure: Line \d+ of the result: '\(' was never closed/,
    ],
    ['a statement cut off', 'return 1', 'return self.', /^syntax: tree-sitter finds an error/],
    ['a block without a body', '        return 1\n', '', /^structure: .*expected an indented block/],
    ['an indentation that fits nowhere', '    def other', '   def other', /^structure: .*unindent does not match/],
    [
      'await outside an asynchronous function',
      'return 1',
      'await other()',
      /^structure: .*'await' outside async function/,
    ],
    ['try without except', 'return 1', 'try:\n            pass', /^structure: .*expected 'except' or 'finally' block/],
    ['a name that nothing binds any more', 'import zmq\n', '', /^names: The name zmq .* is bound nowhere/],
    [
      'a method that is gone',
      '    def other(self):\n        return 1\n',
      '',
      /^declarations: LampAgent\.other is gone/,
    ],
    [
      'no call of the constructor',
      '        super().__init__(strict_port=False)\n',
      '',
      /^constructor: .*does not call/,
    ],
    [
      'two calls of the constructor',
      'self.sock =',
      'super().__init__()\n        self.sock =',
      /^constructor: .*calls a constructor twice/,
    ],
    [
      'a keyword that the base does not know',
      'strict_port',
      'health_port',
      /^constructor: .*does not know the keyword health_port/,
    ],
    [
      'an attribute that is read too early',
      'strict_port=False',
      'port=self.sock',
      /^constructor: .*self\.sock is not set yet/,
    ],
    [
      'a local name that is read too early',
      'strict_port=False)',
      'port=late)\n        late = 1',
      /^constructor: .*late is not set yet/,
    ],
    [
      'a hook of the base that is shadowed',
      'return 1\n',
      'return 1\n    def _init_sockets(self):\n        pass\n',
      /^hooks: LampAgent\._init_sockets would run/,
    ],
    [
      'a port that is bound twice',
      'strict_port=False',
      'port=port',
      /^ports: .*binds a port in line 7 that the base binds already/,
    ],
    ['the health port that the base takes beside its own', 'strict_port=False', 'port=port - 1', /^ports: /],
    [
      'an import that is left without a use',
      'zmq.Context().socket(zmq.REP)',
      'self.make()',
      /^imports: The import of zmq is left without a use/,
    ],
    [
      "a line ending that is not the file's",
      'BaseAgent\nclass',
      'BaseAgent\r\nclass',
      /^encoding: .*another line ending/,
    ],
    ['a character that cannot be written', 'return 1', "return '\ud800'", /^encoding: The result has a character/],
  ];
  for (const [what, was, becomes, failure] of spoilt) {
    it(`find ${what}`, async () => {
      assert.ok(right.includes(was));
      const found = await failures(
        plain,
        right.replace(was, () => becomes),
      );
      assert.ok(
        found.some((one) => failure.test(one)),
        found.join('\n') || 'no proof failed',
      );
    });
  }

  it('find edits that meet, and text that changed where no edit is', async () => {
    const meeting = [
      { start: 0, end: 10, newText: '' },
      { start: 5, end: 12, newText: '' },
    ];
    assert.match(
      (await failures(plain, plain, contracts.documented, meeting)).join(),
      /untouched: Two edits meet in line 1/,
    );
    const elsewhere = [{ start: 0, end: 0, newText: '# one\n' }];
    const changed = `# one\n${plain.replace('7000', '7001')}`;
    assert.match(
      (await failures(plain, changed, contracts.documented, elsewhere)).join(),
      /untouched: Taking the edits back/,
    );
  });

  describe('of what the base calls while it starts', () => {
    const header = (base: string): string =>
      `from common.core.base_agent import BaseAgent\nclass LampAgent${base}:\n    def __init__(self):\n`;
    const call = '        super().__init__()\n';
    const sets = '        self.lamps = {}\n';
    const hook = (body: string): string => `    def _get_health_status(self):\n        return ${body}\n`;
    const reading = hook('len(self.lamps)');
    const adopted = header('(BaseAgent)');
    const line = (set: number, read: number): string =>
      `early-state: LampAgent._get_health_status reads lamps (line ${read}), which is set only behind the base's constructor (line ${set}).`;
    const step = (before: string, after: string): Promise<readonly string[]> =>
      failures(before, after, contracts.documented);

    it('find a health hook that reads what is set behind the constructor', async () => {
      const found = await step(`${header('')}${sets}${reading}`, `${adopted}${call}${sets}${reading}`);
      assert.deepEqual(found, [line(5, 7)]);
    });

    it('find a later step that moves the assignment there, or makes the hook read more', async () => {
      const good = `${adopted}${sets}${call}${reading}`;
      assert.deepEqual(await step(good, `${adopted}${call}${sets}${reading}`), [line(5, 7)]);
      const unread = `${adopted}${call}${sets}${hook('{}')}`;
      const more = await step(unread, `${adopted}${call}${sets}${reading}`);
      assert.deepEqual(
        more.filter((one) => !one.startsWith('statements:')),
        [line(5, 7)],
      );
    });

    it('follow the methods that a hook calls, and what the constructor calls', async () => {
      const count = '    def count(self):\n        return len(self.lamps)\n';
      const fill = '    def fill(self):\n        self.lamps = {}\n';
      const after = `${adopted}${call}        self.fill()\n${hook('self.count()')}${count}${fill}`;
      const found = await step(after.replace('(BaseAgent)', ''), after);
      const [first] = found;
      assert.equal(found.length, 1);
      assert.match(first ?? '', /^early-state: LampAgent\.count reads lamps \(line 9\).* \(line 5\)\.$/);
    });

    it('let pass what is there by then, and what a person wrote before', async () => {
      const good = `${adopted}${sets}${call}${reading}`;
      assert.deepEqual(await step(`${header('')}${sets}${reading}`, good), []);
      const own = `${adopted}${call}${sets}${reading}`;
      assert.deepEqual(await step(own, `${own}# seen\n`), []);
    });
  });
});
