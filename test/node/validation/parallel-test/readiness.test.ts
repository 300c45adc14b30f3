import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { pythonWorkspace, runPythonPair } from './python-pair.js';
import { versions } from './work-agent.js';

const source = `
import threading
import time
import zmq
from pictures import library

try:
    from statistics import fmean
    IS_EXACT = True
except ImportError:
    IS_EXACT = False


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.mode = "exact" if IS_EXACT else "rough"
        self.own = zmq.Context()
        self.line = self.own.socket(zmq.SUB)
        self.line.setsockopt(zmq.RCVTIMEO, 2500)
        self.seen = []
        self.totals = {}
        self.counter = threading.Thread(target=self.count_loop, daemon=True)
        self.counter.start()

    def count_loop(self):
        while True:
            for one in self.seen:
                self.totals[one] = self.totals.get(one, 0) + 1
            time.sleep(60)

    def see(self, text):
        self.seen.append(text)

    def shrink(self, text):
        image = library.load(text)
        if image.width > 100:
            image.thumbnail((100, 100), library.BEST)
        return {"code": library.codes[text]}

    def weigh(self, text):
        try:
            weight = len(text)
        except Exception as error:
            return {"weight": 0, "why": str(error)}
        return {"weight": weight}

    def parts(self, text):
        try:
            self._count = len(text.split())
        except (AttributeError, ValueError):
            raise RuntimeError("no parts")
        return self._count
`;

/** What only the first version may wait for, so that only its thread lives on; and a module that it can do without, or cannot. */
const fewerThreads = versions(`
import sqlite3
import threading
import time

try:
    <module>
except ImportError:
    <instead>


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.facts = sqlite3.connect("facts.db")
        self.facts.execute("CREATE TABLE IF NOT EXISTS facts (name TEXT)")
        self.noter = threading.Thread(target=self.note, daemon=True)
        self.noter.start()

    def note(self):
        <waited>

    def see(self, text):
        return len(text)
`);

describe('the parallel test of what an agent is ready for', function () {
  this.timeout(120_000);
  const root = pythonWorkspace();
  after(() => rmSync(root, { recursive: true, force: true }));

  const { legacy, migrated } = versions(source);

  it('finds the same where guarded blocks and imports fail', async () => {
    const renamed = migrated.replaceAll('self._count', 'self._own_count');
    const same = await runPythonPair(root, { legacy, migrated: renamed });
    assert.equal(same.kind, 'equivalent', JSON.stringify(same));
  });

  it('takes nothing of one agent for what another does without modules, nor what fails without them for a measure', async () => {
    const filled = (text: string, waited: string, instead: string): string =>
      text.replace('<module>', 'import statistics').replace('<waited>', waited).replace('<instead>', instead);
    const waits = filled(fewerThreads.legacy, 'time.sleep(1)', 'statistics = None');
    const same = await runPythonPair(root, {
      legacy: waits,
      migrated: filled(fewerThreads.migrated, 'pass', 'statistics = None'),
    });
    assert.equal(same.kind, 'equivalent', JSON.stringify(same));
    const needs = filled(fewerThreads.legacy, 'pass', 'statistics = None.mean');
    const able = await runPythonPair(root, {
      legacy: needs,
      migrated: filled(fewerThreads.migrated, 'pass', 'statistics = None'),
    });
    assert.equal(able.kind, 'equivalent', JSON.stringify(able));
    const broken = await runPythonPair(root, {
      legacy: waits,
      migrated: filled(fewerThreads.migrated, 'pass', 'statistics = None.mean'),
    });
    assert.ok(broken.kind === 'different');
  });

  it('sees what is caught, what is done without a module, what a stand-in is asked, and what threads make of calls', async () => {
    const seen = [
      [
        '{"weight": 0,',
        '{"weight": -1,',
        /^weigh\(.*\) when the block of weigh that begins with weight = len\(text\) raises/u,
      ],
      [
        'raise RuntimeError("no parts")',
        'pass',
        /^parts\(.*\) when the block of parts that begins with self\.count = .* raises/u,
      ],
      ['"rough"', '"coarse"', /^WorkAgent\(\) without what it can do without$/u],
      ['get(one, 0)', 'get(0, one)', /^while nobody asks, after calls$/u],
      [
        '(100, 100), library.BEST',
        'library.BEST, (100, 100)',
        /^shrink\(.*\) when it is otherwise than usual that pictures\./u,
      ],
      ['library.codes[text]', 'library.codes["text"]', /^shrink\(text='.*'\)$/u],
    ] as const;
    const broken = seen.reduce((text, [was, is]) => text.replace(was, is), migrated);
    const outcome = await runPythonPair(root, { legacy, migrated: broken });
    assert.ok(outcome.kind === 'different');
    for (const [was, , call] of seen)
      assert.ok(
        outcome.differences.some((one) => call.test(one.call)),
        was,
      );
  });

  it('sees that a socket is set up with an option that there is not', async () => {
    const broken = migrated.replace('(zmq.RCVTIMEO, 2500)', '(2500, zmq.RCVTIMEO)');
    const outcome = await runPythonPair(root, { legacy, migrated: broken });
    assert.ok(outcome.kind === 'different');
  });
});
