import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { pythonWorkspace, runPythonPair, writeIn } from './python-pair.js';
import { base, versions } from './work-agent.js';

describe('the parallel test with a base that waits', function () {
  this.timeout(120_000);
  const root = pythonWorkspace();
  after(() => rmSync(root, { recursive: true, force: true }));

  it('gives its cleanup the time to wait for the threads of the agent', async () => {
    const joined = 'self.beat_thread.join()';
    const waits =
      'for name in dir(self):\n            if name.endswith("_thread"): getattr(self, name).join(timeout=10)';
    writeIn(root, 'common/core/base_agent.py', base.replace(joined, `${joined}\n        ${waits}`));
    const source = `
import threading
import time
import zmq


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.running = True
        self.own = zmq.Context()
        self.front = self.own.socket(zmq.PULL)
        self.front.bind("tcp://*:5700")
        self.work_thread = threading.Thread(target=self.work, daemon=True)
        self.scan_thread = threading.Thread(target=self.work, daemon=True)

    def run(self):
        self.work_thread.start()
        self.scan_thread.start()
        while self.running:
            time.sleep(1)

    def work(self):
        while self.running:
            time.sleep(60)

    def cleanup(self):
        self.running = False
        self.work_thread.join(timeout=5)
        self.scan_thread.join(timeout=5)
        self.front.close()
        self.own.term()
        <ended>


if __name__ == "__main__":
    agent = WorkAgent()
    try:
        agent.run()
    finally:
        agent.cleanup()
`;
    const outcome = await runPythonPair(root, versions(source));
    assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome, null, 1));
  });

  it('waits until both have ended, however long each waits for its threads', async () => {
    const joined = 'self.beat_thread.join()';
    const waits = 'self.work_thread.join(timeout=10)';
    writeIn(
      root,
      'common/core/base_agent.py',
      base
        .replace(joined, `${joined}\n        ${waits}`)
        .replace('self._tell("ended")', 'if not self.running: return\n        self._tell("ended")'),
    );
    const source = `
import threading
import time
import zmq


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.own = zmq.Context()
        self.front = self.own.socket(zmq.PULL)
        self.front.bind("tcp://*:5700")
        self.is_working = True
        self.work_thread = threading.Thread(target=self.work, daemon=True)

    def run(self):
        self.work_thread.start()
        try:
            while True:
                time.sleep(1)
        finally:
            self.cleanup()

    def work(self):
        while self.is_working:
            time.sleep(0.5)
        time.sleep(17)

    def cleanup(self):
        self.is_working = False
        self.work_thread.join(timeout=9)
        self.front.close()
        <ended>


if __name__ == "__main__":
    agent = WorkAgent()
    try:
        agent.run()
    except KeyboardInterrupt:
        pass
    finally:
        agent.cleanup()
`;
    const outcome = await runPythonPair(root, versions(source));
    assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome, null, 1));
  });
});
