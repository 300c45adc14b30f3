import assert from 'node:assert/strict';
import { ContractsInForce, type ContractInForce } from '../../../src/app/contract/contract-in-force.js';
import { defaultPythonContract } from '../../../src/core/contract/default-profile.js';
import { memoryWorkspace } from '../../support/memory-workspace.js';

const base = 'class BaseAgent:\n    def __init__(self, port=5000):\n        self.port = port\n';
const agent = 'from common.core.base_agent import BaseAgent\n\nclass EchoAgent:\n    pass\n';

async function inForce(
  texts: Readonly<Record<string, string>>,
  config: unknown = {},
  path = 'agents/echo.py',
): Promise<ContractInForce> {
  const workspace = memoryWorkspace({ [path]: agent, ...texts }, config);
  const contracts = new ContractsInForce(workspace.config, workspace.index, workspace.ports);
  return await contracts.of(workspace.file(path), { signal: new AbortController().signal });
}

describe('the contract in force for a file', () => {
  it('is inferred from the base class at the documented module when the workspace has one', async () => {
    const { contract, source, refusal } = await inForce({ 'common/core/base_agent.py': base });
    assert.equal(source, 'common/core/base_agent.py:BaseAgent');
    assert.deepEqual([contract.module, contract.class], ['common.core.base_agent', 'BaseAgent']);
    assert.deepEqual(contract.keywords, [
      { name: 'port', default: '5000', role: 'port', synonyms: contract.keywords[0]?.synonyms },
    ]);
    assert.equal(refusal, undefined);
  });

  it('is the documented one where there is no base class, with the import that fails', async () => {
    const { contract, source, refusal } = await inForce({});
    assert.equal(source, 'default');
    assert.deepEqual(contract, defaultPythonContract);
    assert.equal(refusal?.code, 'base-unresolved');
    assert.ok(refusal.message.includes('from common.core.base_agent import BaseAgent'));
  });

  it('is that of the first rule whose glob matches', async () => {
    const config = {
      contract: [
        { files: 'vision/**', contract: 'vision/base.py:VisionBase' },
        { files: 'agents/**', contract: 'agents/base.py:AgentBase' },
        { files: '**', contract: 'other.py:Other' },
      ],
    };
    const { source } = await inForce({ 'agents/base.py': 'class AgentBase:\n    pass\n' }, config);
    assert.equal(source, 'agents/base.py:AgentBase');
  });

  it('refuses when the class that the configuration names is not there', async () => {
    const { refusal, source } = await inForce({}, { contract: 'agents/base.py:AgentBase' });
    assert.equal(source, 'agent-migrator.json');
    assert.match(refusal?.message ?? '', /names agents\/base\.py:AgentBase as the base class/);
  });

  it('refuses a base class whose file does not parse, with the line', async () => {
    const { refusal } = await inForce({ 'common/core/base_agent.py': `${base}    def run(self:\n        pass\n` });
    assert.equal(refusal?.code, 'base-unresolved');
    assert.match(refusal.message, /common\/core\/base_agent\.py does not parse \(line \d+: /);
  });

  it('is inferred from what is left when the file of a base goes away meanwhile', async () => {
    const rooted = base.replace('class BaseAgent:', 'from common.root import Root\n\nclass BaseAgent(Root):');
    const workspace = memoryWorkspace({
      'agents/echo.py': agent,
      'common/core/base_agent.py': rooted,
      'common/root.py': 'class Root:\n    pass\n',
    });
    const read = (path: string): Promise<Uint8Array | undefined> =>
      path === 'common/root.py' ? Promise.resolve(undefined) : workspace.ports.files.read(path);
    const ports = { ...workspace.ports, files: { read } };
    const contracts = new ContractsInForce(workspace.config, workspace.index, ports);
    const { contract } = await contracts.of(workspace.file('agents/echo.py'), { signal: new AbortController().signal });
    assert.equal(contract.class, 'BaseAgent');
  });

  it('takes a written contract whole and refuses it when its module does not resolve', async () => {
    const written = { module: 'fleet.service', class: 'Service', keywords: [{ name: 'label', role: 'name' }] };
    const { contract, refusal } = await inForce({}, { contract: written });
    assert.deepEqual(contract.keywords, written.keywords);
    assert.deepEqual(contract.attributes, []);
    assert.match(refusal?.message ?? '', /"from fleet\.service import Service"/);
  });

  it('lets the module of an external contract be absent', async () => {
    const { refusal } = await inForce({}, { contract: { module: 'fleet', class: 'Service', external: true } });
    assert.equal(refusal, undefined);
  });

  it('lets a written contract correct an inferred one', async () => {
    const config = { contract: { extends: 'agents/base.py:AgentBase', run: { name: 'go' } } };
    const { contract, refusal } = await inForce({ 'agents/base.py': 'class AgentBase:\n    x = 1\n' }, config);
    assert.deepEqual(contract.run, { name: 'go' });
    assert.deepEqual(contract.attributes, [{ name: 'x', set: 'constructor' }]);
    assert.equal(contract.module, 'agents.base');
    assert.equal(refusal, undefined);
  });
});

describe('the module of an inferred contract', () => {
  it('is the one by which most files import the class', async () => {
    const { contract } = await inForce({
      'src/fleet/base.py': 'class BaseAgent:\n    pass\n',
      'src/fleet/one.py': 'from fleet.base import BaseAgent\nclass One(BaseAgent): pass\n',
      'src/fleet/two.py': 'from src.fleet.base import BaseAgent as B\nclass Two(B): pass\n',
      'src/fleet/three.py': 'from fleet.base import BaseAgent\nclass Three(BaseAgent): pass\n',
      'agents/echo.py': 'class EchoAgent: pass\n',
    });
    assert.equal(contract.module, 'fleet.base');
  });

  it('is read from the path when no file imports the class', async () => {
    const { contract } = await inForce(
      { 'lib/fleet/__init__.py': base, 'agents/echo.py': '' },
      { contract: 'lib/fleet/__init__.py:BaseAgent', python: { sourceRoots: ['lib'] } },
    );
    assert.equal(contract.module, 'fleet');
  });

  it('brings what bases in other modules add', async () => {
    const { contract, notes } = await inForce(
      {
        'agents/base.py':
          'from .timing import Timed\nclass Base(Timed):\n    def __init__(self, **kw):\n        super().__init__(**kw)\n',
        'agents/timing.py': 'class Timed:\n    def __init__(self, period=1):\n        self.period = period\n',
      },
      { contract: 'agents/base.py:Base' },
    );
    assert.deepEqual(
      notes.filter((note) => note.includes('Timed')),
      [],
    );
    assert.deepEqual(contract.keywords, [{ name: 'period', default: '1' }]);
    assert.equal(contract.unknownKeywords, 'refused');
  });
});
