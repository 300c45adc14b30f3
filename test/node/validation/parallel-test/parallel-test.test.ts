import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { ParallelOutcome } from '../../../../src/core/validation/functionality/compare-traces.js';
import { pythonWorkspace, runPythonPair, writeIn, type Versions } from './python-pair.js';
import { versions } from './work-agent.js';

describe('the parallel test', function () {
  this.timeout(120_000);
  let root = '';

  beforeEach(() => {
    root = pythonWorkspace();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (file: string, content: string): void => writeIn(root, file, content);
  const run = (pair: Versions): Promise<ParallelOutcome> => runPythonPair(root, pair);

  async function isTheSame(source: string): Promise<void> {
    const outcome = await run(versions(source));
    assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome, null, 1));
  }

  it('finds the same when a base does its own work beside the agent and ends it in its cleanup', async () => {
    await isTheSame(`
import threading
import time
import zmq


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.running = True
        self.own = zmq.Context()
        self.results = self.own.socket(zmq.PUB)
        self.results.bind("tcp://*:5700")
        self.work_thread = threading.Thread(target=self.work, daemon=True)
        self.work_thread.start()

    def work(self):
        done = 0
        while self.running:
            done += 1
            self.results.send_json({"done": done})
            time.sleep(0.25)

    def cleanup(self):
        self.running = False
        self.work_thread.join()
        self.results.close()
        self.own.term()
        <ended>


if __name__ == "__main__":
    agent = WorkAgent()
    try:
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        agent.cleanup()
`);
  });

  it('does not mind how often a loop looks for a request before it answers with the time', async () => {
    const source = `
import time
import zmq


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.own = zmq.Context()
        self.front = self.own.socket(zmq.REP)
        self.front.bind("tcp://*:5700")

    def run(self):
        while True:
            try:
                self.front.recv_json()
            except zmq.Again:
                time.sleep(0.25)
                continue
            self.front.send_json({"at": time.time()})


if __name__ == "__main__":
    WorkAgent().run()
`;
    const { legacy, migrated } = versions(source);
    const bind = 'self.front.bind("tcp://*:5700")';
    const looksOften = migrated.replace(bind, `self.front.setsockopt(zmq.RCVTIMEO, 10)\n        ${bind}`);
    const outcome = await run({ legacy, migrated: looksOften });
    assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome));
  });

  it('sees that the base is never told to end', async () => {
    const source = `
import zmq


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.own = zmq.Context()
        self.results = self.own.socket(zmq.PUB)
        self.results.bind("tcp://*:5700")

    def cleanup(self):
        self.results.close()
        self.own.term()
`;
    const outcome = await run(versions(source));
    assert.ok(outcome.kind === 'different' && outcome.differences.some(({ migrated }) => migrated === 'is left open'));
  });

  it('lets an agent find the files of its workspace where it starts, and folders for what it writes', async () => {
    write('config/work.json', '{"greeting": "good morning"}');
    await isTheSame(`
import glob
import json
import logging
import os

logging.getLogger("work").addHandler(logging.FileHandler("logs/work.log"))
with open(os.path.join("config", "work.json")) as file:
    SETTINGS = json.load(file)


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.found = glob.glob("config/*.json")

    def greet(self):
        with open("data/greeted.txt", "a") as file:
            file.write(SETTINGS["greeting"])
        os.remove("config/work.json")
        return os.path.exists("config/work.json"), os.listdir("data"), os.path.exists("data/greeted.txt")
`);
  });

  it('gives a port of its own to what a missing module calls a port', async () => {
    const legacy = `
import zmq
from nowhere_to_be_found import arguments

PORT = arguments().port


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.answers = zmq.Context.instance().socket(zmq.REP)
        self.answers.bind("tcp://*:%s" % PORT)
        self.health = zmq.Context.instance().socket(zmq.REP)
        self.health.bind(f"tcp://*:{PORT + 1}")

    def run(self):
        while True:
            self.answers.send_json({"asked": self.answers.recv_json()})


if __name__ == "__main__":
    WorkAgent().run()
`;
    const { migrated } = versions(legacy);
    const handedToTheBase = migrated.replace('"tcp://*:%s" % PORT', 'f"tcp://*:{int(PORT)}"');
    const outcome = await run({ legacy: versions(legacy).legacy, migrated: handedToTheBase });
    assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome, null, 1));
  });

  it('has a stand-in for a module of the workspace that does not parse, and asks with few requests what only listens', async () => {
    write('settings.py', 'LEVEL = (');
    await isTheSame(`
import json
import zmq
import settings


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.orders = zmq.Context.instance().socket(zmq.PULL)
        self.orders.bind("tcp://*:5801")
        self.level = settings.get("level", "high")

    def run(self):
        while True:
            order = json.loads(self.orders.recv())
            self.level = "low" if str(order)[0] == "x" else self.level


if __name__ == "__main__":
    WorkAgent().run()
`);
  });

  it('does not mind lines that moved, settings read twice, nor what a missing module calls an agent', async () => {
    const legacy = `
import logging
import traceback
from nowhere_to_be_found import settings


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.log = logging.getLogger(settings.agent_name)

    def fail(self):
        try:
            return {}["nothing"]
        except KeyError:
            return traceback.format_exc()
`;
    const { migrated, ...before } = versions(legacy);
    const constructor = 'super().__init__(name=settings.agent_name, port=settings.get("port", 5000))';
    const named = migrated.replace('super().__init__()', constructor);
    const outcome = await run({ ...before, migrated: named });
    assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome, null, 1));
  });

  it('takes what a missing module names for the path of a file', async () => {
    await isTheSame(`
import os
from nowhere_to_be_found import settings


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.place = os.path.join(settings.models_dir, "voices")

    def remember(self):
        os.makedirs(self.place, exist_ok=True)
        return os.path.isdir(self.place)
`);
  });

  it('calls a method beyond the bounds that it has, and with every key that it reads of an argument', async () => {
    const source = `
class WorkAgent<base>:
    def __init__(self):
        <constructed>

    def plan(self, options):
        context = int(options.get("context", 4096))
        if context > 8192:
            raise ValueError("too much")
        return options["name"], options["place"]
`;
    const { legacy, migrated } = versions(source);
    for (const [was, is] of [
      ['context > 8192', 'context > 8193'],
      ['options["place"]', 'None'],
    ] as const) {
      const broken = migrated.replace(was, is);
      assert.notEqual(broken, migrated);
      const outcome = await run({ legacy, migrated: broken });
      const isSeen = outcome.kind === 'different' && outcome.smallest.call.startsWith('plan(');
      assert.ok(isSeen, `${was}: ${JSON.stringify(outcome)}`);
    }
    assert.equal((await run({ legacy, migrated })).kind, 'equivalent');
  });

  it('does not measure a migration by an agent that could not be started', async () => {
    const outcome = await run(
      versions(`
import threading


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.running = self.context is not None

    def work(self):
        return self.running


if __name__ == "__main__":
    WorkAgent().work()
`),
    );
    assert.ok(outcome.kind === 'unknown', JSON.stringify(outcome, null, 1));
    assert.match(outcome.reason, /cannot be constructed: AttributeError/);
  });
});
