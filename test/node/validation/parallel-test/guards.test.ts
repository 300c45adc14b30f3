import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { pythonWorkspace, runPythonPair } from './python-pair.js';
import { versions } from './work-agent.js';

const source = `
import zmq

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

  it('sees what is caught, also where nothing is reached outside, and what is done without a module', async () => {
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
      ['(zmq.RCVTIMEO, 2500)', '(2500, zmq.RCVTIMEO)', /^WorkAgent\(\)$/u],
    ] as const;
    for (const [was, is, call] of seen) {
      const outcome = await runPythonPair(root, { legacy, migrated: migrated.replace(was, is) });
      assert.ok(outcome.kind === 'different', was);
      assert.ok(
        outcome.differences.some((one) => call.test(one.call)),
        `${was}: ${outcome.differences.map((one) => one.call).join('; ')}`,
      );
    }
  });
});
