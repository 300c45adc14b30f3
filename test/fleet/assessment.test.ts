import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Assessment, AssessmentReport } from '../../src/core/assess/assessment.js';
import { brokenAgents, fleetFolder, manifest } from './fleet-folder.js';

describe('the example fleet, assessed by the command line', function () {
  this.timeout(60_000);
  let report: AssessmentReport;
  before(async () => {
    report = await assess('--workspace', fleetFolder);
  });

  function agent(name: string): Assessment {
    const found = report.agents.find((one) => one.class === name);
    assert.ok(found, `${name} is not among the agents`);
    return found;
  }

  it('holds exactly the agents of the manifests', async () => {
    const entries = [...(await manifest()), ...(await manifest('startup-typescript.json'))];
    assert.deepEqual(
      report.agents.map((one) => `${one.path} ${one.class ?? ''}`).sort(),
      entries.map((entry) => `${entry.script} ${entry.name}`).sort(),
    );
  });

  it('gives the model manager the documented 35', () => {
    const { score, level, track, factors } = agent('ModelManagerAgent');
    assert.deepEqual({ score, level, track }, { score: 35, level: 'high', track: 'high-risk' });
    assert.deepEqual(Object.fromEntries(factors.map(({ id, severity, points }) => [id, `${severity} ${points}`])), {
      fileSize: 'high 12',
      gpuOperations: 'high 10',
      threading: 'high 8',
      databaseDependencies: 'medium 3',
      systemCriticality: 'medium 2',
    });
  });

  it('gives it the same score in a folder above, which does not declare it core', async () => {
    const above = await assess(fleetFolder);
    assert.equal(above.agents.find((one) => one.class === 'ModelManagerAgent')?.score, 35);
  });

  it('sees what makes each agent special', () => {
    const severityOf = (name: string, factor: string): string | undefined =>
      agent(name).factors.find(({ id }) => id === factor)?.severity;
    assert.equal(severityOf('AudioPipelineAgent', 'threading'), 'high');
    assert.equal(severityOf('MemoryAgent', 'databaseDependencies'), 'medium');
    assert.equal(severityOf('SpeechRecognitionAgent', 'gpuOperations'), 'high');
    assert.equal(severityOf('SystemDigitalTwin', 'systemCriticality'), 'medium');
    assert.equal(severityOf('IntentAgent', 'threading'), 'none');
    assert.equal(severityOf('WeatherAgent', 'gpuOperations'), 'high');
    assert.equal(severityOf('RouteAgent', 'threading'), 'medium');
  });

  it('tells migrated, partly migrated and broken agents from the rest', () => {
    const others = report.agents.filter((one) => one.readiness !== 'ready');
    assert.deepEqual(Object.fromEntries(others.map((one) => [one.class, one.readiness])), {
      CalendarAgent: 'migrated',
      DialogueAgent: 'migrated',
      SessionAgent: 'partial',
      EmotionAgent: 'blocked',
      TutorAgent: 'blocked',
    });
  });

  it('says where the broken ones stop being Python', () => {
    const places = report.problems.map(({ path: file, code }) => [file, code]);
    assert.deepEqual(
      places.sort(),
      Object.keys(brokenAgents).map((file) => [file, 'does-not-parse']),
    );
  });
});

async function assess(...options: readonly string[]): Promise<AssessmentReport> {
  const command = [path.resolve('dist/cli.js'), 'assess', ...options, '--json', '--no-cache'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as AssessmentReport;
}
