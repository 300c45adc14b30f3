import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { pythonWorkspace, runPythonPair } from './python-pair.js';
import { versions } from './work-agent.js';

describe('what the parallel test reaches of an agent', function () {
  this.timeout(120_000);
  const root = pythonWorkspace();
  after(() => rmSync(root, { recursive: true, force: true }));

  const source = `
import sys
import torch
import zmq


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.own = zmq.Context()
        self.model = torch.load("model")

    def sort(self, message):
        kind = message.get("type")
        if kind == "memory":
            return {"kept": message.get("text", "")}
        if kind:
            return {"odd": True}
        return {"missing": "type"}

    def translate(self, text, source="tl"):
        self.model.src_lang = source
        return len(self.model.translate(text))

    def keep(self, content):
        return {"kept": content.upper()}

    def grumble(self):
        for count in range(2):
            sys.stderr.write("no\\n")
        return count
`;
  const { legacy, migrated } = versions(source);

  it('takes a correct migration for what it is', async () => {
    const outcome = await runPythonPair(root, { legacy, migrated });
    assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome, null, 1));
  });

  const broken = [
    ['requests by what a variable holds of them', '{"kept": message', '{"kept_x": message', 'sort('],
    ['requests with a key that is compared with nothing else', '{"odd": True}', '{"odd": False}', 'sort('],
    ['text for names with a short word in them', '{"kept": content', '{"of": content', 'keep('],
    ['attributes of what is not there', 'source="tl"', 'source="tlx"', 'translate('],
    ['an agent that says no end of it', 'range(2)', 'range(2000000)', 'grumble('],
  ] as const;
  for (const [what, was, is, call] of broken)
    it(`sees ${what}`, async () => {
      const outcome = await runPythonPair(root, { legacy, migrated: migrated.replace(was, is) });
      assert.ok(outcome.kind === 'different', JSON.stringify(outcome));
      assert.ok(
        outcome.differences.some((one) => one.call.startsWith(call)),
        JSON.stringify(outcome.differences),
      );
    });

  it('sees messages with every field of an agent that tells no actions apart', async () => {
    const sorting = versions(`
import zmq


class WorkAgent<base>:
    def __init__(self):
        <constructed>
        self.own = zmq.Context()

    def take(self, query):
        return {"noted": query["text"], "by": query["author"]}
`);
    const other = { ...sorting, migrated: sorting.migrated.replace('"by"', '"of"') };
    const outcome = await runPythonPair(root, other);
    assert.ok(outcome.kind === 'different' && outcome.smallest.call.startsWith('take('), JSON.stringify(outcome));
  });
});
