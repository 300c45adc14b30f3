import assert from 'node:assert/strict';
import { parseConfig } from '../../../src/core/config/config.js';
import { withoutPreserved, withPreserved } from '../../../src/core/config/write-preserved.js';

const kept = { agent: 'VoiceAgent', reason: 'replaced in spring' };

describe('agents that are kept as they are', () => {
  it('are written into a new configuration, and into one that says more', () => {
    assert.equal(
      withPreserved(undefined, kept),
      '{\n  "preserve": [\n    {\n      "agent": "VoiceAgent",\n      "reason": "replaced in spring"\n    }\n  ]\n}\n',
    );
    const written = withPreserved('{\r\n\t"core": ["A"],\r\n\t"unknown": 1\r\n}', kept);
    assert.match(written, /^\{\r\n\t"core": \[\r\n\t\t"A"\r\n\t\],\r\n\t"unknown": 1,/u);
    assert.deepEqual(parseConfig(written, 'agent-migrator.json').config.preserve, [kept]);
  });

  it('have one reason each', () => {
    const again = withPreserved(withPreserved(undefined, kept), { ...kept, reason: 'replaced in autumn' });
    assert.deepEqual(parseConfig(again, 'agent-migrator.json').config.preserve, [
      { ...kept, reason: 'replaced in autumn' },
    ]);
  });

  it('are released by class or by file, and the others stay', () => {
    const both = withPreserved(withPreserved(undefined, kept), { agent: 'agents/old.py', reason: 'old' });
    const place = { path: 'agents/voice.py', class: 'VoiceAgent' };
    assert.deepEqual(parseConfig(withoutPreserved(both, place), 'x').config.preserve, [
      { agent: 'agents/old.py', reason: 'old' },
    ]);
    const none = withoutPreserved(withoutPreserved(both, place), { path: 'agents/old.py', class: 'OldAgent' });
    assert.equal(none, '{}\n');
  });

  it('are not written into what is no configuration', () => {
    assert.throws(() => withPreserved('{', kept), /not valid JSON/u);
  });
});
