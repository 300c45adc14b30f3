import assert from 'node:assert/strict';
import {
  assessmentDocument,
  assessWorkspace,
  type AssessmentRequest,
} from '../../../src/app/assess/assess-workspace.js';
import type { ReportCache } from '../../../src/app/ports/report-cache.js';
import { publishedAssessment } from '../../../src/app/published-documents.js';
import type { AssessmentReport } from '../../../src/core/assess/assessment.js';
import { defaultConfig } from '../../../src/core/config/config.js';
import { MemoryAssessmentPorts } from '../../support/assessment-ports.js';

const base = 'class BaseAgent:\n    def __init__(self, name=None, port=None):\n        pass\n';

const legacy = `import threading
import time


class SpeechAgent:
    def __init__(self):
        self.running = True
        self.worker = threading.Thread(target=self.work)

    def run(self):
        while self.running:
            time.sleep(1)
`;

const migrated = `from common.core.base_agent import BaseAgent


class TextAgent(BaseAgent):
    def __init__(self, port):
        super().__init__(name="TextAgent", port=port)

    def handle_request(self, request):
        return self.send_request_to_agent("SpeechAgent", {})
`;

const workspace = {
  'common/core/base_agent.py': base,
  'agents/speech.py': legacy,
  'agents/text.py': migrated,
  'startup.yaml':
    'Text:\n  script_path: agents/text.py\n  dependencies: [Speech]\nSpeech:\n  script_path: agents/speech.py\n',
};

async function assess(ports: MemoryAssessmentPorts, parts: Partial<AssessmentRequest> = {}): Promise<AssessmentReport> {
  const request = { paths: [], noIgnore: false, useCache: true, verify: false, config: defaultConfig, ...parts };
  return await assessWorkspace(ports, request, { signal: new AbortController().signal });
}

function memoryReports(kept: Map<string, string>): ReportCache {
  return {
    keyOf: (paths, request) => `${paths.join()} ${request}`,
    get: (key, form) => {
      const text = kept.get(`${form} ${key}`);
      return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
    },
    keep: (key, form, text) => Promise.resolve(void kept.set(`${form} ${key}`, text)),
  };
}

describe('the assessment of a workspace', () => {
  it('finds agents, what they are ready for and what depends on them', async () => {
    const { summary, agents } = await assess(new MemoryAssessmentPorts(workspace));
    assert.deepEqual(
      agents.map((agent) => [agent.class, agent.line, agent.score, agent.readiness]),
      [
        ['SpeechAgent', 5, 3, 'ready'],
        ['TextAgent', 4, 0, 'migrated'],
      ],
    );
    assert.deepEqual(
      [summary.files, summary.agents, summary.migrated, summary.adoptionPercent, summary.totalScore],
      [3, 2, 1, 50, 3],
    );
    const criticality = agents[0]?.factors.find(({ id }) => id === 'systemCriticality');
    assert.deepEqual([criticality?.severity, criticality?.points], ['low', 1]);
    assert.equal(criticality?.evidence[0]?.path, 'agents/text.py');
  });

  it('reports the named paths only, as the whole workspace makes them', async () => {
    const whole = await assess(new MemoryAssessmentPorts(workspace));
    const { agents, summary } = await assess(new MemoryAssessmentPorts(workspace), { paths: ['agents/speech.py'] });
    assert.deepEqual(agents, whole.agents.slice(0, 1));
    assert.equal(summary.files, 1);
  });

  it('leaves the evidence in the body of one agent class out of the other', async () => {
    const two = `${legacy}\n\nclass QuietAgent:\n    def run(self):\n        pass\n`;
    const { agents } = await assess(new MemoryAssessmentPorts({ 'agents/two.py': two }));
    const threading = agents.map((agent) => [
      agent.class,
      agent.factors.find(({ id }) => id === 'threading')?.severity,
    ]);
    assert.deepEqual(threading, [
      ['SpeechAgent', 'low'],
      ['QuietAgent', 'none'],
    ]);
  });

  it('blocks an agent whose file does not parse, and lists the file', async () => {
    const { agents, problems, summary } = await assess(
      new MemoryAssessmentPorts({ 'agents/bad.py': `${legacy}    x = (\n` }),
    );
    assert.equal(agents[0]?.readiness, 'blocked');
    assert.equal(agents[0].reason?.code, 'does-not-parse');
    assert.deepEqual(
      problems.map(({ path, code }) => [path, code]),
      [['agents/bad.py', 'does-not-parse']],
    );
    assert.equal(summary.blocked, 1);
  });

  it('verifies agents only, and only when asked', async () => {
    const ports = new MemoryAssessmentPorts(workspace);
    ports.broken.set('agents/speech.py', "'await' outside function");
    ports.broken.set('common/core/base_agent.py', 'never looked at');
    assert.equal((await assess(ports)).summary.blocked, 0);
    const { agents, problems } = await assess(ports, { verify: true });
    assert.equal(agents.find(({ path }) => path === 'agents/speech.py')?.reason?.code, 'does-not-compile');
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['agents/speech.py'],
    );
  });

  it('keeps an agent as it is where the configuration says so, and says which settings are not the documented ones', async () => {
    const config = {
      ...defaultConfig,
      core: ['SpeechAgent'],
      preserve: [{ agent: 'agents/text.py', reason: 'works' }],
      severities: { medium: 0.3 },
    };
    const report = await assess(new MemoryAssessmentPorts(workspace), { config });
    assert.deepEqual(report.changedSettings, ['severities.medium']);
    assert.deepEqual(
      report.agents.map((agent) => [agent.class, agent.track, agent.score]),
      [
        ['SpeechAgent', 'immediate', 5],
        ['TextAgent', 'legacy', 0],
      ],
    );
  });

  it('remembers the report of a workspace in which nothing has changed, and only that', async () => {
    const ports = new MemoryAssessmentPorts(workspace);
    const remembering = Object.assign(ports, { reports: memoryReports(new Map()) });
    const first = await assess(remembering);
    ports.scans.length = 0;
    assert.deepEqual(await assess(remembering), first);
    assert.deepEqual(ports.scans, []);
    for (const parts of [{ useCache: false }, { verify: true }, { paths: ['agents'] }, { noIgnore: true }]) {
      ports.scans.length = 0;
      await assess(remembering, parts);
      assert.notDeepEqual(ports.scans, [], JSON.stringify(parts));
    }
  });

  it('gives the document of its report as text, made anew or remembered in either form', async () => {
    const ports = new MemoryAssessmentPorts({ ...workspace, 'agents/bad.py': '"elapsedMs":0 (' });
    const kept = new Map<string, string>();
    const clock = { nowMs: () => 0, monotonicMs: () => (elapsed += 7) };
    let elapsed = 0;
    const remembering = Object.assign(ports, { clock, reports: memoryReports(kept) });
    // One step of the clock passes in each of them.
    const expected = JSON.stringify(publishedAssessment(await assess(remembering)));
    const request = { paths: [], noIgnore: false, useCache: true, verify: false, config: defaultConfig };
    const operation = { signal: new AbortController().signal };
    ports.scans.length = 0;
    const document = async (useCache = true): Promise<string> =>
      (await assessmentDocument(remembering, { ...request, useCache }, operation))
        .map((piece) => (typeof piece === 'string' ? piece : new TextDecoder().decode(piece)))
        .join('');
    const [fromReport, fromText] = [await document(), await document()];
    assert.deepEqual(ports.scans, []);
    assert.deepEqual(
      [...kept.keys()].map((key) => key.split(' ')[0]),
      ['report', 'document'],
    );
    const anew = await document(false);
    assert.deepEqual([fromReport, fromText, anew], [expected, expected, expected]);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const request = { paths: [], noIgnore: false, useCache: true, verify: false, config: defaultConfig };
    await assert.rejects(
      assessWorkspace(new MemoryAssessmentPorts(workspace), request, { signal: controller.signal }),
      { name: 'AbortError' },
    );
  });
});
