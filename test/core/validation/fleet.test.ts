import assert from 'node:assert/strict';
import { defaultConfig } from '../../../src/core/config/config.js';
import { defaultPythonContract } from '../../../src/core/contract/default-profile.js';
import type { FileVersion } from '../../../src/core/validation/file-version.js';
import { fleetPorts } from '../../../src/core/validation/fleet-ports.js';
import { lostUsers } from '../../../src/core/validation/lost-users.js';
import { unknownNames } from '../../../src/core/validation/unknown-names.js';
import { unresolvedImports } from '../../../src/core/validation/unresolved-imports.js';
import type { ManifestEntry } from '../../../src/core/workspace/manifest/manifest.js';
import { WorkspaceIndex } from '../../../src/core/workspace/workspace-index.js';
import { memoryWorkspace } from '../../support/memory-workspace.js';

const path = 'chat_agent.py';
const base = { 'common/core/base_agent.py': 'class BaseAgent:\n    pass\n', 'common/core/__init__.py': '' };
const importBase = 'from common.core.base_agent import BaseAgent\n';
const legacy = [
  'import zmq',
  'class ChatAgent:',
  '    def __init__(self):',
  '        self.socket = zmq.Context().socket(zmq.REP)',
  '    def run(self):',
  '        while True:',
  '            self.socket.recv_json()',
  'if __name__ == "__main__":',
  '    ChatAgent().run()',
  '',
].join('\n');

function version(text: string, others: Readonly<Record<string, string>> = {}, ports: readonly [string, number][] = []) {
  const workspace = memoryWorkspace({ ...base, ...others, [path]: text });
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const entries = ports.map(([name, port]): ManifestEntry => {
    return {
      name,
      port,
      range: place,
      script: name === 'ChatAgent' ? path : 'other.py',
      isModule: false,
      dependencies: [],
    };
  });
  const manifests = [{ path: 'config/startup.json', entries }];
  const own = new WorkspaceIndex({ files: workspace.index.files, manifests, config: defaultConfig });
  return { file: workspace.file(path), index: own } satisfies FileVersion;
}

describe('an import that is new', () => {
  it('must find its module when it is one of the workspace', () => {
    const now = version(`from common.core.base_agnet import BaseAgent\nimport json\n${legacy}`);
    const [found] = unresolvedImports(now, version(legacy));
    assert.match(found?.message ?? '', /"from common.core.base_agnet import BaseAgent" finds no module/u);
    assert.equal(found?.line, 1);
  });

  it('is no finding when it was there before, or when it names a folder of modules', () => {
    const broken = `import common.nothing\n${legacy}`;
    assert.deepEqual(unresolvedImports(version(broken), version(broken)), []);
    assert.deepEqual(unresolvedImports(version(`from common import core\n${legacy}`), version(legacy)), []);
  });
});

describe('whoever uses a class', () => {
  it('is named when the class is gone, and not when another name took its place by an import', () => {
    const users = { 'other.py': 'from chat_agent import ChatAgent\n' };
    const [found] = lostUsers(version('class Chat:\n    pass\n', users), version(legacy, users));
    assert.match(found?.message ?? '', /other.py imports ChatAgent from chat_agent.py/u);
    assert.deepEqual(lostUsers(version('from moved import ChatAgent\n', users), version(legacy, users)), []);
  });
});

describe('a name by which an agent is called', () => {
  const calling = (name: string): string =>
    `${importBase}class ChatAgent(BaseAgent):\n    def ask(self):\n        return self.send_request_to_agent("${name}", {})\n`;

  it('must be one of the fleet', () => {
    const ports: readonly [string, number][] = [['ModelManager', 5570]];
    const [found] = unknownNames(version(calling('ModelManger'), {}, ports), version(legacy, {}, ports));
    assert.match(found?.message ?? '', /No agent of the workspace is called ModelManger/u);
    assert.deepEqual(unknownNames(version(calling('model_manager'), {}, ports), version(legacy, {}, ports)), []);
  });
});

describe('the ports beside the main one', () => {
  const served = `${importBase}class ChatAgent(BaseAgent):\n    def __init__(self):\n        super().__init__(port=7000)\nif __name__ == "__main__":\n    ChatAgent().run()\n`;
  const question = (text: string, ports: readonly [string, number][]) => {
    const classes = ['ChatAgent'];
    const now = version(text, {}, ports);
    return fleetPorts({ classes, contract: defaultPythonContract, now, original: version(legacy, {}, ports), text });
  };

  it('are free of other agents', () => {
    const [found] = question(served, [
      ['ChatAgent', 7000],
      ['OtherAgent', 7001],
    ]);
    assert.match(found?.message ?? '', /binds port 7001 for ChatAgent as well, and OtherAgent listens there/u);
    const apart: readonly [string, number][] = [
      ['ChatAgent', 7000],
      ['OtherAgent', 7010],
    ];
    assert.deepEqual(question(served, apart), []);
  });

  it('are not asked about while the agent binds its own socket, or names the health port itself', () => {
    const near: readonly [string, number][] = [
      ['ChatAgent', 7000],
      ['OtherAgent', 7001],
    ];
    assert.deepEqual(question(legacy, near), []);
    assert.deepEqual(question(served.replace('port=7000', 'port=7000, health_check_port=7900'), near), []);
  });

  it('are not asked about when the base is given no port: it does not serve where the manifests say', () => {
    const near: readonly [string, number][] = [
      ['ChatAgent', 7000],
      ['OtherAgent', 7001],
    ];
    const notGiven = served.replace('port=7000', 'name="chat", strict_port=False');
    assert.deepEqual(question(notGiven, near), []);
    assert.deepEqual(question(notGiven.replace('(self)', '(self, port=7000)'), near), []);
  });
});
