import assert from 'node:assert/strict';
import { memberUses } from '../../../src/languages/typescript/member-uses.js';

const used = (text: string): readonly string[] =>
  memberUses(text, 'lamp.test.ts').map(
    ({ name, isCall, isUnchecked }) => `${name}${isCall ? '()' : ''}${isUnchecked ? ' unchecked' : ''}`,
  );

describe('what a TypeScript file uses of the objects of others', () => {
  it('is every member that is not of its own object', () => {
    assert.deepEqual(used('agent.run(); x = agent.socket; this.own; super.own(); agent?.lamp;'), [
      'run()',
      'socket',
      'lamp',
    ]);
  });

  it('is what it gets past the compiler', () => {
    assert.deepEqual(used("agent['socket'].end(); (agent as any).timer; make()['wick'];"), [
      'socket unchecked',
      'end()',
      'timer unchecked',
      'wick unchecked',
    ]);
  });

  it('is what a test replaces by its name', () => {
    const text = "vi.spyOn(agent as any, 'beat'); sinon.stub(agent, 'ask'); mock.method(lamp.agent, 'tell');";
    assert.deepEqual(
      used(text).filter((one) => one.endsWith('unchecked')),
      ['beat unchecked', 'ask unchecked', 'tell unchecked'],
    );
  });

  it('is nothing that only looks like it', () => {
    const text =
      "const names = ['socket']; f(['socket']); this['own']; log(agent, 'socket'); agent['two words']; // agent.run()";
    assert.deepEqual(used(text), []);
  });
});
