import assert from 'node:assert/strict';
import type { FleetAgent, FleetPlan, LeftAgent, Wave } from '../../../src/core/fleet/fleet-plan.js';
import { waveGraph } from '../../../src/core/fleet/wave-graph.js';

const place = (name: string) => ({ path: `agents/${name}.py`, class: name });

function agent(name: string, unit: number, needs: readonly string[] = []): FleetAgent {
  const dependsOn = needs.map((needed) => {
    return { ...place(needed), how: 'imports' as const, where: { path: `agents/${name}.py`, line: 3 } };
  });
  const risk = { score: 5, level: 'low', track: 'immediate', readiness: 'ready', workflow: 'rapid' } as const;
  return { ...place(name), line: 1, ...risk, unit, dependsOn, blastRadius: 0 };
}

function wave(number: number, ...agents: readonly FleetAgent[]): Wave {
  return { number, isCanary: number === 1, workflow: 'rapid', totalScore: 5, blastRadius: 2, agents };
}

const left = (name: string, why: LeftAgent['why']): LeftAgent => ({ ...place(name), line: 1, why, reason: null });

function plan(waves: readonly Wave[], others: readonly LeftAgent[] = []): FleetPlan {
  const counts = { migrated: 0, partial: 0, ready: 0, blocked: 0, adoptionPercent: 0, dependencies: 0 };
  return { schemaVersion: 1, summary: { agents: 9, waves: waves.length, ...counts }, waves, left: others };
}

const names = (fleet: FleetPlan) =>
  waveGraph(fleet, new Map()).columns.map(({ nodes }) => nodes.map((node) => node.agents.map((one) => one.class)));

describe('the graph of waves', () => {
  it('stands between what is migrated and what stays', () => {
    const fleet = plan(
      [wave(1, agent('A', 1))],
      [left('Kept', 'preserved'), left('Done', 'migrated'), left('Bad', 'blocked')],
    );
    const { columns } = waveGraph(fleet, new Map());
    assert.deepEqual(
      columns.map(({ kind, wave: one }) => [kind, one?.number, one?.isCanary]),
      [
        ['migrated', undefined, undefined],
        ['wave', 1, true],
        ['blocked', undefined, undefined],
        ['preserved', undefined, undefined],
      ],
    );
    assert.equal(columns[0]?.nodes[0]?.agents[0]?.progress, 'migrated');
  });

  it('says how many count as migrated, as everything else that tells of adoption does', () => {
    const { summary, ...rest } = plan([wave(1, agent('A', 1))]);
    assert.equal(waveGraph({ ...rest, summary: { ...summary, migrated: 2, partial: 3 } }, new Map()).adopted, 5);
  });

  it('draws agents that need each other as one node, and no line inside of it', () => {
    const fleet = plan([wave(1, agent('A', 1, ['B']), agent('B', 1, ['A']))]);
    assert.deepEqual(names(fleet), [[['A', 'B']]]);
    assert.deepEqual(waveGraph(fleet, new Map()).edges, []);
  });

  it('leads from who needs to who is needed, with the reason, and to migrated agents too', () => {
    const fleet = plan([wave(1, agent('A', 1)), wave(2, agent('B', 2, ['A', 'Done']))], [left('Done', 'migrated')]);
    assert.deepEqual(waveGraph(fleet, new Map()).edges, [
      { from: [2, 0], to: [1, 0], how: 'imports', path: 'agents/B.py', line: 3 },
      { from: [2, 0], to: [0, 0], how: 'imports', path: 'agents/B.py', line: 3 },
    ]);
  });

  it('keeps lines from crossing: who needs the upper one stands above', () => {
    const fleet = plan([
      wave(1, agent('Upper', 1), agent('Lower', 2)),
      wave(2, agent('Free', 3), agent('NeedsLower', 4, ['Lower']), agent('NeedsUpper', 5, ['Upper'])),
    ]);
    assert.deepEqual(names(fleet)[1], [['NeedsUpper'], ['NeedsLower'], ['Free']]);
  });

  it('says how far each agent is', () => {
    const failed = new Map([['agents/A.py', { progress: 'failed', because: 'stale' }] as const]);
    const [column] = waveGraph(plan([wave(1, agent('A', 1), agent('B', 2))]), failed).columns;
    const told = column?.nodes.flatMap((node) => node.agents.map(({ progress, because }) => [progress, because]));
    assert.deepEqual(told, [
      ['failed', 'stale'],
      ['waiting', ''],
    ]);
  });
});
