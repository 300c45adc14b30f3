import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { pythonWorkspace, runPythonPair } from './python-pair.js';
import { versions } from './work-agent.js';

describe('the parallel test in a world where something fails', function () {
  this.timeout(120_000);
  const root = pythonWorkspace();
  after(() => rmSync(root, { recursive: true, force: true }));

  it('sees what an agent does about it when it is made, when it is called and in its threads', async () => {
    const source = `
import threading
import zmq


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.own = zmq.Context()
        self.front = self.own.socket(zmq.PULL)
        try:
            self.front.bind("tcp://*:7300")
        except zmq.ZMQError:
            raise RuntimeError("no front")
        self.reader = threading.Thread(target=self.read_loop, daemon=True)
        self.reader.start()

    def read_loop(self):
        while True:
            try:
                self.front.recv_json()
            except zmq.ZMQError:
                return

    def save(self, text):
        try:
            with open("notes.txt", "w") as notes:
                notes.write(text)
        except OSError as error:
            return {"saved": False, "why": error.strerror}
        return {"saved": True}

    def ask(self, text):
        line = self.own.socket(zmq.REQ)
        line.connect("tcp://localhost:7400")
        line.send_json({"text": text})
        answer = line.recv_json()
        if answer["status"] != "success":
            raise RuntimeError(answer["error"])
        return answer["text"]
`;
    const { legacy, migrated } = versions(source);
    const same = await runPythonPair(root, { legacy, migrated });
    assert.equal(same.kind, 'equivalent', JSON.stringify(same));
    const seen = [
      ['raise RuntimeError("no front")', 'pass', /^WorkAgent\(\) when open PULL bind .* raises ZMQError/u],
      ['                return\n', '                pass\n', /^thread read_loop when receive PULL .* raises ZMQError/u],
      ['"why": error.strerror', '"why": None', /^save\(.*\) when file write notes.txt raises OSError/u],
      ['raise RuntimeError(answer["error"])', 'pass', /^ask\(.*\) when REQ .* is answered with an error/u],
    ] as const;
    const broken = seen.reduce((text, [was, is]) => text.replace(was, is), migrated);
    const outcome = await runPythonPair(root, { legacy, migrated: broken });
    assert.ok(outcome.kind === 'different');
    for (const [, , call] of seen)
      assert.ok(
        outcome.differences.some((one) => call.test(one.call)),
        String(call),
      );
  });
});
