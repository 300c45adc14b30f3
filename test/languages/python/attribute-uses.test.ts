import assert from 'node:assert/strict';
import { attributeUses } from '../../../src/languages/python/attribute-uses.js';

const used = (text: string): readonly string[] =>
  attributeUses(text).map(
    ({ name, isCall, isOwn, line }) => `${line}: ${name}${isCall ? '()' : ''}${isOwn ? ' own' : ''}`,
  );

describe('what a file uses of objects', () => {
  it('is every attribute, and whether its own object has it', () => {
    const text = 'agent.run()\nx = agent.socket.poll\nself.lamp.name\nself.own\ncls.own()\na.self.own\n';
    assert.deepEqual(used(text), [
      '1: run()',
      '2: socket',
      '2: poll',
      '3: lamp own',
      '3: name',
      '4: own own',
      '5: own() own',
      '6: self',
      '6: own',
    ]);
  });

  it('is what it reaches or replaces by its name', () => {
    const text = [
      'getattr(agent, "socket")',
      "monkeypatch.setattr(lamp.agent, 'port', 1)",
      'with patch.object(LampAgent, "run"), mocker.spy(agent, "stop"): pass',
      '@patch("agents.lamp.LampAgent._loop")',
    ].join('\n');
    assert.deepEqual(
      used(text).filter((one) => !/object|setattr|spy|agent$/u.test(one)),
      ['1: socket', '2: port', '3: run', '3: stop', '4: _loop'],
    );
  });

  it('is nothing that only looks like it', () => {
    const text = [
      'x = {"a": agent, "socket": 1}',
      'open("state.json")',
      'log(agent, "socket")',
      'getattr(agent, "two words")',
      '# agent.run()',
      'x = "agents.lamp.LampAgent.run"',
      'getattr(agent, name)',
    ].join('\n');
    assert.deepEqual(used(text), []);
  });
});
