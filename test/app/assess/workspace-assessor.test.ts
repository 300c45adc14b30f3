import assert from 'node:assert/strict';
import { assessWorkspace } from '../../../src/app/assess/assess-workspace.js';
import { WorkspaceAssessor } from '../../../src/app/assess/workspace-assessor.js';
import { defaultConfig } from '../../../src/core/config/config.js';
import { MemoryAssessmentPorts } from '../../support/assessment-ports.js';

const operation = { signal: new AbortController().signal };
const base = 'class BaseAgent:\n    pass\n';
const alpha = 'import threading\n\nclass AlphaAgent:\n    def run(self):\n        threading.Thread(target=self.run)\n';
const beta = 'from agents.alpha import AlphaAgent\n\nclass BetaAgent:\n    def run(self):\n        AlphaAgent()\n';
const heir = 'from core.base import BaseAgent\n\nclass GammaAgent(BaseAgent):\n    pass\n';

interface Opened {
  readonly ports: MemoryAssessmentPorts;
  readonly assessor: WorkspaceAssessor;
  /** Every notification since the first refresh. */
  readonly heard: (readonly string[])[];
}

async function opened(texts: Readonly<Record<string, string>>): Promise<Opened> {
  const ports = new MemoryAssessmentPorts(texts);
  const assessor = new WorkspaceAssessor(ports, defaultConfig);
  await assessor.refresh(operation);
  const heard: (readonly string[])[] = [];
  assessor.onDidChange((paths) => heard.push(paths));
  return { ports, assessor, heard };
}

function scores({ assessor }: Opened): Record<string, number | undefined> {
  return Object.fromEntries(assessor.all().map(({ path, agents }) => [path, agents[0]?.score]));
}

const both = { 'agents/alpha.py': alpha, 'agents/beta.py': beta };

describe('the assessments of an open workspace', () => {
  it('are those of a single assessment', async () => {
    const { ports, assessor } = await opened({
      ...both,
      'core/base.py': base,
      'agents/gamma.py': heir,
      'README.py': '',
    });
    const request = { paths: [], noIgnore: false, useCache: true, verify: false, config: defaultConfig };
    const once = await assessWorkspace(ports, request, operation);
    assert.deepEqual(assessor.report(), once);
    assert.equal(assessor.get('README.py'), undefined);
    assert.equal(assessor.get('agents/gamma.py')?.agents[0]?.readiness, 'migrated');
  });

  it('follow a saved change into the files that it affects, and tell these only', async () => {
    const open = await opened({ ...both, 'core/base.py': base, 'agents/gamma.py': heir });
    assert.deepEqual(scores(open), { 'agents/alpha.py': 3, 'agents/beta.py': 0, 'agents/gamma.py': 0 });
    open.ports.write(
      'agents/beta.py',
      beta.replace('from agents.alpha import AlphaAgent\n', '').replace('AlphaAgent()', 'pass'),
    );
    open.ports.scans.length = 0;
    await open.assessor.filesChanged(['agents/beta.py'], operation);
    assert.deepEqual(open.ports.scans, ['agents/beta.py']);
    assert.equal(scores(open)['agents/alpha.py'], 2);
    assert.deepEqual(open.heard, [['agents/alpha.py', 'agents/beta.py']]);
  });

  it('say nothing when a saved change changes nothing for people', async () => {
    const open = await opened(both);
    open.ports.write('agents/alpha.py', `${alpha}# a remark\n`);
    const before = open.assessor.get('agents/alpha.py')?.sha256;
    await open.assessor.filesChanged(['agents/alpha.py'], operation);
    assert.deepEqual(open.heard, []);
    assert.notEqual(open.assessor.get('agents/alpha.py')?.sha256, before);
  });

  it('are the same after any sequence of changes as after a refresh', async () => {
    const open = await opened({ ...both, 'core/base.py': base, 'agents/gamma.py': heir });
    const versions: readonly (readonly [string, string])[] = [
      ['agents/alpha.py', alpha.replace('pass', 'x = 1')],
      ['agents/alpha.py', `import os\n${alpha}`],
      ['agents/alpha.py', alpha.replace('threading.Thread(target=self.run)', 'pass')],
      ['core/base.py', `# above\n\n${base}`],
      ['agents/gamma.py', heir.replace('core.base', 'core.lost')],
      ['core/base.py', base.replace('BaseAgent', 'Renamed')],
      ['agents/gamma.py', heir.replace('GammaAgent', 'AlphaAgent')],
      ['agents/beta.py', `# agent-migrator: ignore\n${beta}`],
    ];
    for (const [path, text] of versions) {
      open.ports.write(path, text);
      await open.assessor.filesChanged([path], operation);
      const anew = new WorkspaceAssessor(open.ports, defaultConfig);
      await anew.refresh(operation);
      assert.deepEqual(open.assessor.all(), anew.all(), text);
    }
  });

  it('take a buffer for its own file at once, and for others when it is saved', async () => {
    const open = await opened(both);
    const text = beta.replace('agents.alpha', 'elsewhere');
    const assessment = await open.assessor.assessText(
      'agents/beta.py',
      `import sqlite3\nsqlite3.connect("x")\n${text}`,
      operation,
    );
    assert.equal(assessment.agents[0]?.score, 1.5);
    assert.deepEqual(open.assessor.get('agents/beta.py'), assessment);
    assert.equal(scores(open)['agents/alpha.py'], 3);
    assert.deepEqual(open.heard, [['agents/beta.py']]);
    open.assessor.bufferClosed('agents/beta.py');
    assert.equal(scores(open)['agents/beta.py'], 0);
    open.ports.write('agents/beta.py', text);
    await open.assessor.filesChanged(['agents/beta.py'], operation);
    assert.equal(scores(open)['agents/alpha.py'], 2);
  });

  it('leave out a buffer of a file that the workspace leaves out, but not one of a new file', async () => {
    const open = await opened(both);
    open.ports.leftOut.add('archive/old.py');
    open.ports.write('archive/old.py', alpha);
    assert.deepEqual((await open.assessor.assessText('archive/old.py', alpha, operation)).agents, []);
    assert.equal((await open.assessor.assessText('agents/new.py', alpha, operation)).agents.length, 1);
    assert.deepEqual(
      open.assessor.all().map(({ path }) => path),
      ['agents/alpha.py', 'agents/beta.py', 'agents/new.py'],
    );
  });

  it('keep a buffer through changes of other files', async () => {
    const open = await opened(both);
    await open.assessor.assessText('agents/beta.py', `import sqlite3\nsqlite3.connect("x")\n${beta}`, operation);
    open.ports.write('agents/alpha.py', `${alpha}\n`);
    await open.assessor.filesChanged(['agents/alpha.py'], operation);
    assert.equal(scores(open)['agents/beta.py'], 1.5);
  });

  it('take a new base, a new file and a new manifest into account', async () => {
    const open = await opened({ 'agents/gamma.py': heir, 'agents/tool.py': 'print("x")\n' });
    assert.equal(open.assessor.get('agents/gamma.py')?.agents[0]?.reason?.code, 'base-unresolved');
    open.ports.write('core/base.py', base);
    open.ports.write('startup.json', '{"Tool": {"script_path": "agents/tool.py", "dependencies": ["GammaAgent"]}}');
    await open.assessor.filesChanged(['core/base.py', 'startup.json'], operation);
    assert.equal(open.assessor.get('agents/gamma.py')?.agents[0]?.readiness, 'migrated');
    assert.equal(scores(open)['agents/gamma.py'], 1);
    assert.equal(open.assessor.get('agents/tool.py')?.agents[0]?.class, null);
  });

  it('forget deleted files', async () => {
    const open = await opened(both);
    open.ports.remove('agents/beta.py');
    open.assessor.filesDeleted(['agents/beta.py']);
    await open.assessor.filesChanged([], operation);
    assert.deepEqual(scores(open), { 'agents/alpha.py': 2 });
  });

  it('learn from verification, until the file changes', async () => {
    const open = await opened(both);
    open.ports.broken.set('agents/alpha.py', 'does not compile');
    await open.assessor.verify(['agents/alpha.py', 'gone.py'], operation);
    const readiness = (): string | undefined => open.assessor.get('agents/alpha.py')?.agents[0]?.readiness;
    assert.equal(readiness(), 'blocked');
    await open.assessor.refresh(operation);
    assert.equal(readiness(), 'blocked');
    open.ports.write('agents/alpha.py', `${alpha}\n`);
    await open.assessor.filesChanged(['agents/alpha.py'], operation);
    assert.equal(readiness(), 'ready');
  });

  it('follow another configuration without reading a file again', async () => {
    const open = await opened(both);
    open.ports.scans.length = 0;
    await open.assessor.configure({ ...defaultConfig, exclude: ['agents/alpha.py'], core: ['BetaAgent'] }, operation);
    assert.deepEqual(scores(open), { 'agents/beta.py': 2 });
    assert.deepEqual(open.ports.scans, []);
  });

  it('go on after a change that was cancelled', async () => {
    const open = await opened(both);
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(open.assessor.refresh({ signal: controller.signal }), { name: 'AbortError' });
    await open.assessor.filesChanged(['agents/alpha.py'], operation);
    assert.deepEqual(scores(open), { 'agents/alpha.py': 3, 'agents/beta.py': 0 });
  });
});
