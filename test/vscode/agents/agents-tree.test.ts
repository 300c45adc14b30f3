import assert from 'node:assert/strict';
import type { Assessment } from '../../../src/core/assess/assessment.js';
import { planWaves } from '../../../src/core/fleet/plan-waves.js';
import { reportOf } from '../../../src/core/assess/report.js';
import { AgentsTree } from '../../../src/vscode/agents/agents-tree.js';
import { arrangementFrom, defaultArrangement } from '../../../src/vscode/agents/arrangement.js';
import { assessment } from '../../support/assessment.js';

interface Row {
  readonly key: string;
  folder: string;
  assessment: Assessment;
}

function row(name: string, parts: Partial<Assessment> = {}): Row {
  const path = `${parts.track === 'legacy' ? 'old' : 'agents'}/${name.toLowerCase()}.py`;
  return { key: name, folder: 'fleet', assessment: assessment({ class: name, path, ...parts }) };
}

const low = { score: 4, level: 'low', track: 'immediate' } as const;
const rows = (): Row[] => [
  row('Model'),
  row('Voice', low),
  row('Done', { ...low, readiness: 'migrated' }),
  row('Kept', { ...low, track: 'legacy' }),
];

function tree(): AgentsTree<Row> {
  const plan = () => {
    const agents = rows().map((one) => one.assessment);
    const { summary } = reportOf({ assessments: [], files: 4, elapsedMs: 0, changedSettings: [] });
    return planWaves({ agents, summary, dependencies: [], waveSize: 10 });
  };
  const made = new AgentsTree<Row>(() => [{ folder: 'fleet', plan: plan() }]);
  made.update(rows());
  return made;
}

const texts = ({ roots }: AgentsTree<Row>) =>
  roots.map((root) => ('agents' in root ? `${root.label}: ${root.agents.map(({ key }) => key).join()}` : root.key));

describe('the tree of agents', () => {
  it('lists the riskiest first, and by name where that is asked for', () => {
    const agents = tree();
    assert.deepEqual(texts(agents), ['Model', 'Kept', 'Voice', 'Done']);
    agents.lay({ ...defaultArrangement, order: 'name' });
    assert.deepEqual(texts(agents), ['Done', 'Kept', 'Model', 'Voice']);
  });

  it('groups by risk, track, readiness and folder', () => {
    const agents = tree();
    agents.lay({ ...defaultArrangement, grouping: 'risk' });
    assert.deepEqual(texts(agents), ['High risk: Model', 'Low risk: Kept,Voice,Done']);
    agents.lay({ ...defaultArrangement, grouping: 'track' });
    assert.deepEqual(texts(agents), ['High-risk track: Model', 'Immediate track: Voice,Done', 'Legacy track: Kept']);
    agents.lay({ ...defaultArrangement, grouping: 'readiness' });
    assert.deepEqual(texts(agents), ['Ready: Model,Kept,Voice', 'Migrated: Done']);
    agents.lay({ ...defaultArrangement, grouping: 'folder' });
    assert.deepEqual(texts(agents), ['agents: Model,Voice,Done', 'old: Kept']);
  });

  it('tells folders of one name apart by the workspace folder that they are in', () => {
    const agents = tree();
    agents.update([...rows(), { ...row('Other'), key: 'Other', folder: 'lab' }]);
    agents.lay({ ...defaultArrangement, grouping: 'folder' });
    assert.deepEqual(texts(agents), ['fleet/agents: Model,Voice,Done', 'lab/agents: Other', 'old: Kept']);
  });

  it('follows a workspace folder that has got another title, and stays in its waves', () => {
    let title = 'fleet';
    const plan = planWaves({
      agents: rows().map((one) => one.assessment),
      summary: reportOf({ assessments: [], files: 4, elapsedMs: 0, changedSettings: [] }).summary,
      ...{ dependencies: [], waveSize: 10 },
    });
    const agents = new AgentsTree<Row>(() => [{ folder: title, plan }]);
    agents.update(rows());
    agents.lay({ ...defaultArrangement, grouping: 'wave' });
    const before = texts(agents);
    title = 'site-a/fleet';
    agents.update(rows().map((one) => ({ ...one, folder: title })));
    assert.deepEqual(texts(agents), before);
  });

  it('groups by wave, the canary first and with its reach, then what is in none', () => {
    const agents = tree();
    agents.lay({ ...defaultArrangement, grouping: 'wave' });
    assert.deepEqual(texts(agents), [
      'Wave 1, the canary: Voice',
      'Wave 2: Model',
      'Kept as they are: Kept',
      'Already migrated: Done',
    ]);
    const [canary] = agents.roots;
    assert.ok(canary !== undefined && 'agents' in canary);
    assert.equal(canary.description, '1 agent · rapid workflow · no other agent needs it');
  });

  it('shows what all words of the filter are found in', () => {
    const agents = tree();
    agents.lay({ ...defaultArrangement, filter: 'LOW  agents/' });
    assert.deepEqual(texts(agents), ['Voice', 'Done']);
    agents.lay({ ...defaultArrangement, filter: 'nowhere' });
    assert.deepEqual(texts(agents), []);
  });

  it('ticks what can be migrated and nothing else, hidden or not, until it is migrated', () => {
    const agents = tree();
    agents.tick(agents.all, true);
    assert.deepEqual(
      agents.ticked.map(({ key }) => key),
      ['Model', 'Voice'],
    );
    agents.lay({ ...defaultArrangement, filter: 'voice' });
    assert.deepEqual(
      agents.ticked.map(({ key }) => key),
      ['Voice', 'Model'],
    );
    const [, , done, kept] = rows();
    agents.update([row('Model', { readiness: 'migrated' }), row('Voice', low), ...(done && kept ? [done, kept] : [])]);
    assert.deepEqual(
      agents.ticked.map(({ key }) => key),
      ['Voice'],
    );
    agents.tick(agents.all, false);
    assert.deepEqual(agents.ticked, []);
  });

  it('tells of the rows alone while all stay where they are, and of everything when they do not', () => {
    const agents = tree();
    const before = agents.all;
    const next = rows().map((one) => (one.key === 'Model' ? row('Model', { score: 32 }) : one));
    const same = before.flatMap(({ key, assessment: old }) =>
      next
        .filter((one) => one.key === key)
        .map((one) => ({ ...one, assessment: key === 'Model' ? one.assessment : old })),
    );
    const change = agents.update(same);
    assert.deepEqual(change.kind === 'rows' && change.agents.map(({ key }) => key), ['Model']);
    assert.equal(agents.all[0], before[0]);
    assert.equal(
      agents.update(same.map((one) => (one.key === 'Voice' ? row('Voice', { score: 90 }) : one))).kind,
      'structure',
    );
  });

  it('remembers how agents were laid out, and passes over what it does not know', () => {
    assert.deepEqual(arrangementFrom({ grouping: 'wave', order: 'name', filter: 'x' }), {
      grouping: 'wave',
      order: 'name',
      filter: '',
    });
    assert.deepEqual(arrangementFrom({ grouping: 'moon', order: 3 }), defaultArrangement);
    assert.deepEqual(arrangementFrom(undefined), defaultArrangement);
  });
});
