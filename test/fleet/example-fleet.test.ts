import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  brokenAgents,
  fleetFolder,
  manifest,
  pythonFiles,
  runFleet,
  withFleetCopy,
  type FleetRun,
} from './fleet-folder.js';
import { runPython } from './python.js';

/** Line of the first syntax error by path, as the interpreter's own compiler sees it. */
const compileAll = `
import json, sys
lines = {}
for path in json.load(sys.stdin):
    try:
        compile(open(path, 'rb').read(), path, 'exec')
    except SyntaxError as error:
        lines[path] = error.lineno
print(json.dumps(lines))
`;

async function replaceIn(file: string, before: string, after: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  assert.ok(text.includes(before), `${file} has no ${before}`);
  await writeFile(file, text.replace(before, after));
}

describe('the example fleet', function () {
  this.timeout(180_000);

  it('compiles, but for the two agents that are broken on purpose', async () => {
    const files = await pythonFiles();
    const { stdout } = await runPython(['-c', compileAll], { cwd: fleetFolder, input: JSON.stringify(files) });
    assert.deepEqual(JSON.parse(stdout), brokenAgents);
  });

  it('has a place in the manifest for every agent', async () => {
    const scripts = (await manifest()).map((entry) => entry.script).sort();
    const agents = (await pythonFiles()).filter((file) => file.startsWith('agents/'));
    assert.deepEqual(scripts, agents);
  });

  it('names dependencies that exist', async () => {
    const entries = await manifest();
    const names = new Set(entries.map((entry) => entry.name));
    assert.deepEqual(
      entries.flatMap((entry) => entry.dependencies).filter((name) => !names.has(name)),
      [],
    );
  });

  describe('running', () => {
    let run: FleetRun;
    before(async () => {
      run = await runFleet(fleetFolder);
    });

    it('answers on every main and health socket and ends when asked to', () => {
      assert.deepEqual(
        run.agents.filter((agent) => agent.problem !== null),
        [],
      );
      assert.equal(run.code, 0);
      for (const agent of run.agents) {
        assert.equal(agent.health, 'ok', agent.name);
        assert.equal(agent.stop, 'exit 0', agent.name);
      }
    });

    it('starts every agent that parses', async () => {
      const parsing = (await manifest()).filter((entry) => !(entry.script in brokenAgents));
      assert.deepEqual(
        run.agents.map((agent) => agent.name),
        parsing.map((entry) => entry.name),
      );
    });

    it('says why the broken ones were not started', () => {
      assert.deepEqual(
        run.skipped.map((agent) => agent.name),
        ['EmotionAgent', 'TutorAgent'],
      );
      for (const agent of run.skipped) assert.match(agent.reason, /^does not parse, line \d+: /);
    });
  });

  it('fails when an agent gives another answer', async () => {
    const run = await withFleetCopy(async (folder) => {
      await replaceIn(path.join(folder, 'agents/intent_agent.py'), '("timer.set",', '("timer.start",');
      return runFleet(folder, 'IntentAgent');
    });
    assert.equal(run.code, 1);
    assert.match(run.agents[0]?.problem ?? '', /^answered .*timer\.start/);
  });

  it('fails when an agent ends with an error', async () => {
    const run = await withFleetCopy(async (folder) => {
      await replaceIn(path.join(folder, 'agents/intent_agent.py'), 'self.context.term()', 'self.context.terminate()');
      return runFleet(folder, 'IntentAgent');
    });
    assert.equal(run.code, 1);
    assert.equal(run.agents[0]?.problem, 'ended with exit code 1');
  });

  it('fails when a broken agent was asked for by name', async () => {
    const run = await runFleet(fleetFolder, 'TutorAgent');
    assert.equal(run.code, 1);
  });

  it('starts what an agent depends on', async () => {
    const run = await runFleet(fleetFolder, 'TranslationAgent');
    assert.deepEqual(
      run.agents.map((agent) => agent.name),
      ['SystemDigitalTwin', 'ModelManagerAgent', 'TranslationAgent'],
    );
  });
});
