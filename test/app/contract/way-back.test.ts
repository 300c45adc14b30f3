import assert from 'node:assert/strict';
import { baseFile } from '../../../src/app/contract/base-file.js';
import { memoryWorkspace } from '../../support/memory-workspace.js';

const base = 'common/core/base_agent.py';
const agent = 'agents/lamp_agent.py';
const texts = {
  'common/__init__.py': '',
  'common/core/__init__.py': '',
  [base]: 'from common.lookup import find\n\n\nclass BaseAgent:\n    pass\n',
  'common/lookup.py': '',
  'agents/__init__.py': '',
  [agent]: 'class LampAgent:\n    pass\n',
};

function wayBack(more: Readonly<Record<string, string>>, path = agent): readonly string[] | undefined {
  const workspace = memoryWorkspace({ ...texts, ...more });
  return baseFile(workspace.file(path), workspace.index).base?.importsBack;
}

describe('the way back from the base class to an agent in Python', () => {
  it('is none where nothing that the base imports imports the agent', () => {
    assert.deepEqual(wayBack({}), []);
    assert.deepEqual(wayBack({ 'agents/fan_agent.py': 'from agents.lamp_agent import LampAgent\n' }), []);
  });

  const ways: readonly (readonly [how: string, text: string])[] = [
    ['by the name of a class', 'from agents.lamp_agent import LampAgent\n'],
    ['by the name of the module', 'from agents import lamp_agent\n'],
    ['as a module', 'import agents.lamp_agent\n'],
    ['by a relative import', 'from ..agents.lamp_agent import LampAgent\n'],
  ];
  for (const [how, text] of ways) {
    it(`is found where a module that the base imports has the agent ${how}`, () => {
      assert.deepEqual(wayBack({ 'common/lookup.py': text }), [base, 'common/lookup.py', agent]);
    });
  }

  it('leads through the package of the base, and through that of another module', () => {
    const named = 'from agents.lamp_agent import LampAgent\n';
    assert.deepEqual(wayBack({ 'common/__init__.py': named }), [base, 'common/__init__.py', agent]);
    const more = { 'common/lookup.py': 'from agents.names import NAMES\n', 'agents/names.py': 'NAMES = {}\n' };
    const way = [base, 'common/lookup.py', 'agents/names.py', 'agents/__init__.py', agent];
    assert.deepEqual(wayBack({ ...more, 'agents/__init__.py': 'from .lamp_agent import LampAgent\n' }), way);
  });

  it('is none where the import waits for a function, or for type checking', () => {
    for (const text of [
      'def find():\n    from agents.lamp_agent import LampAgent\n',
      'if TYPE_CHECKING:\n    from agents.lamp_agent import LampAgent\n',
    ])
      assert.deepEqual(wayBack({ 'common/lookup.py': text }), []);
  });

  it('is none over a package around both, which runs before either of them', () => {
    const inside = 'common/lamp_agent.py';
    const more = { [inside]: texts[agent], 'common/__init__.py': 'from .lamp_agent import LampAgent\n' };
    assert.deepEqual(wayBack(more, inside), []);
  });
});
