import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Assessment, Readiness, Track } from '../../../src/core/assess/assessment.js';
import { reportOf } from '../../../src/core/assess/report.js';
import type { FleetPlan } from '../../../src/core/fleet/fleet-plan.js';
import { planWaves } from '../../../src/core/fleet/plan-waves.js';
import { roomToMove } from '../../../src/core/fleet/wave-moves.js';
import type { AgentDependency } from '../../../src/core/workspace/agent-references.js';

interface Given {
  readonly score?: number;
  readonly readiness?: Readiness;
  readonly track?: Track;
}

function agent(name: string, { score = 5, readiness = 'ready', track = 'immediate' }: Given = {}): Assessment {
  const level = score >= 26 ? 'high' : score >= 16 ? 'medium' : 'low';
  const path = `agents/${name}.py`;
  const rest = { why: 'named Agent', reason: null, factors: [] } as const;
  return { path, language: 'python', class: name, line: 1, score, level, track, readiness, ...rest };
}

const place = (name: string) => ({ path: `agents/${name}.py`, class: name });

function needs(from: string, to: string): AgentDependency {
  const range = { line: 3, column: 1, endLine: 3, endColumn: 9 };
  return { from: place(from), to: place(to), how: 'imports', path: `agents/${from}.py`, range };
}

function plan(
  agents: readonly Assessment[],
  dependencies: readonly AgentDependency[] = [],
  waveSize = 10,
  hadCanary = false,
): FleetPlan {
  const assessments = agents.map((one) => {
    const { path, language } = one;
    return { path, language, sha256: '', agents: [one], components: [], problems: [] };
  });
  const { summary } = reportOf({ assessments, files: agents.length, elapsedMs: 0, changedSettings: [] });
  return planWaves({ agents, summary, dependencies, waveSize, hadCanary });
}

const names = ({ waves }: FleetPlan) => waves.map((wave) => wave.agents.map((one) => one.class));

describe('the waves of a fleet', () => {
  it('begin with the least risky agent alone', () => {
    const { waves } = plan([agent('B', { score: 8 }), agent('A', { score: 3 }), agent('C', { score: 9 })]);
    assert.deepEqual(
      waves.map(({ isCanary, agents }) => [isCanary, agents.map((one) => one.class)]),
      [
        [true, ['A']],
        [false, ['B', 'C']],
      ],
    );
  });

  it('send no second canary ahead once a wave has been carried out', () => {
    const agents = [agent('B', { score: 8 }), agent('A', { score: 3 }), agent('C', { score: 9 })];
    const { waves } = plan(agents, [], 2, true);
    assert.deepEqual(
      waves.map(({ isCanary, agents: own }) => [isCanary, own.map((one) => one.class)]),
      [
        [false, ['A', 'B']],
        [false, ['C']],
      ],
    );
  });

  it('move an agent after what it needs, even when that is riskier', () => {
    const found = plan([agent('Front'), agent('Model', { score: 35, track: 'high-risk' })], [needs('Front', 'Model')]);
    assert.deepEqual(names(found), [['Model'], ['Front']]);
    assert.deepEqual(found.waves[1]?.agents[0]?.dependsOn, [
      { ...place('Model'), how: 'imports', where: { path: 'agents/Front.py', line: 3 } },
    ]);
  });

  it('move agents that need each other together', () => {
    const circle = [needs('A', 'B'), needs('B', 'C'), needs('C', 'A')];
    const found = plan([agent('D'), agent('A'), agent('B'), agent('C')], [...circle, needs('D', 'A')], 1);
    assert.deepEqual(names(found), [['A', 'B', 'C'], ['D']]);
    assert.equal(new Set(found.waves[0]?.agents.map(({ unit }) => unit)).size, 1);
  });

  it('never mix workflows, and keep to the size that is asked for', () => {
    const low = ['A', 'B', 'C', 'D'].map((name) => agent(name));
    const found = plan([agent('High', { score: 30, track: 'high-risk' }), ...low], [], 2);
    assert.deepEqual(names(found), [['A'], ['B', 'C'], ['D'], ['High']]);
    assert.deepEqual(
      found.waves.map(({ workflow }) => workflow),
      ['rapid', 'rapid', 'rapid', 'full'],
    );
  });

  it('say how many agents may stop working with a wave', () => {
    const found = plan([agent('A'), agent('B'), agent('C'), agent('D')], [needs('B', 'A'), needs('C', 'B')], 2);
    assert.deepEqual(
      found.waves.map((wave) => [wave.agents.map((one) => one.class).join(), wave.blastRadius]),
      [
        ['D', 0],
        ['A', 2],
        ['B', 1],
        ['C', 0],
      ],
    );
  });

  it('leave out what is migrated, blocked or kept, which keeps nobody waiting', () => {
    const left = [
      agent('Done', { readiness: 'migrated' }),
      agent('Broken', { readiness: 'blocked' }),
      agent('Kept', { track: 'legacy' }),
      { ...agent('Script'), class: null },
    ];
    const found = plan([...left, agent('A')], [needs('A', 'Done'), needs('A', 'Broken'), needs('A', 'Kept')]);
    assert.deepEqual(names(found), [['A']]);
    assert.deepEqual(
      found.left.map(({ why }) => why),
      ['migrated', 'blocked', 'preserved', 'no-class'],
    );
  });

  it('do not move agents together only because one between them, which stays as it is, closes the circle', () => {
    const agents = [agent('A', { score: 1 }), agent('B', { score: 2 }), agent('Broken', { readiness: 'blocked' })];
    const found = plan(agents, [needs('A', 'Broken'), needs('Broken', 'B'), needs('B', 'A')]);
    assert.deepEqual(names(found), [['A'], ['B']]);
    assert.deepEqual(
      found.waves.map(({ blastRadius }) => blastRadius),
      [2, 2],
      'all of the circle may still stop working with each',
    );
  });

  it('say why an agent is kept, in the words of the configuration', () => {
    const agents = [agent('Kept', { track: 'legacy' }), agent('A')];
    const { summary } = reportOf({ assessments: [], files: 2, elapsedMs: 0, changedSettings: [] });
    const preserve = [{ agent: 'Kept', reason: 'replaced next year' }];
    const { left } = planWaves({ agents, summary, dependencies: [], waveSize: 10, preserve });
    assert.deepEqual(
      left.map(({ class: name, kept }) => [name, kept]),
      [['Kept', 'replaced next year']],
    );
  });

  it('follow a person who moves an agent, as far as the dependencies allow', () => {
    const agents = [agent('A', { score: 1 }), agent('B'), agent('C', { score: 6 }), agent('D', { score: 7 })];
    const { summary } = reportOf({ assessments: [], files: 4, elapsedMs: 0, changedSettings: [] });
    const moves = [
      { ...place('B'), to: 3 },
      { ...place('C'), to: 2 },
      { ...place('Gone'), to: 1 },
    ];
    const found = planWaves({ agents, summary, dependencies: [needs('C', 'B')], waveSize: 10, moves });
    assert.deepEqual(names(found), [['A'], ['B', 'D'], ['C']]);
    const later = planWaves({
      agents,
      summary,
      dependencies: [needs('C', 'B')],
      waveSize: 10,
      moves: [{ ...place('D'), to: 4 }],
    });
    assert.deepEqual(names(later), [['A'], ['B'], ['C'], ['D']]);
    assert.deepEqual(roomToMove(later, place('B')), { first: 1, last: 2 });
    assert.equal(roomToMove(later, place('Gone')), undefined);
  });

  it('hold every agent once and respect every dependency, whatever the fleet', () => {
    const fleets = fc.record({
      scores: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 20 }),
      stay: fc.array(fc.nat({ max: 19 }), { maxLength: 6 }),
      edges: fc.array(fc.tuple(fc.nat({ max: 19 }), fc.nat({ max: 19 })), { maxLength: 40 }),
      waveSize: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(fleets, ({ scores, stay, edges, waveSize }) => {
        const agents = scores.map((score, at) =>
          agent(`A${at}`, { score, readiness: stay.includes(at) ? 'blocked' : 'ready' }),
        );
        const dependencies = edges.map(([from, to]) => needs(`A${from}`, `A${to}`));
        const { waves, left } = plan(agents, dependencies, waveSize);
        const all = [...waves.flatMap((wave) => wave.agents), ...left].map((one) => one.class);
        assert.deepEqual(all.sort(), agents.map((one) => one.class).sort());
        const moving = new Map(
          waves.flatMap(({ number, agents: own }) => own.map((one) => [one.class, { ...one, number }] as const)),
        );
        const among = new Map(
          [...moving.values()].map(({ class: name, dependsOn }) => [
            name,
            dependsOn.map((one) => one.class).filter((one) => moving.has(one)),
          ]),
        );
        for (const [name, { unit, number }] of moving) {
          for (const one of among.get(name) ?? []) {
            const other = moving.get(one);
            const isMutual = reachedFrom(one, among).has(name);
            assert.equal(other?.unit === unit, isMutual);
            assert.ok(isMutual ? other?.number === number : (other?.number ?? 0) < number);
          }
        }
      }),
    );
  });

  it('count everybody who reaches an agent, whoever of them is moved, but not who moves with it', () => {
    const edges = fc.array(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 })), { maxLength: 20 });
    fc.assert(
      fc.property(edges, fc.array(fc.nat({ max: 7 }), { maxLength: 4 }), (pairs, stay) => {
        const agents = Array.from({ length: 8 }, (_, at) =>
          agent(`A${at}`, { readiness: stay.includes(at) ? 'blocked' : 'ready' }),
        );
        const { waves } = plan(
          agents,
          pairs.map(([from, to]) => needs(`A${from}`, `A${to}`)),
        );
        const needing = new Map<string | null, (string | null)[]>(agents.map((one) => [one.class, []]));
        for (const [from, to] of pairs) needing.get(`A${to}`)?.push(`A${from}`);
        const moving = waves.flatMap((wave) => wave.agents);
        for (const { class: name, unit, blastRadius } of moving) {
          const own = moving.filter((one) => one.unit === unit).map((one) => one.class);
          const reached = [...reachedFrom(name, needing)].filter((one) => !own.includes(one));
          assert.equal(blastRadius, reached.length);
        }
      }),
    );
  });
});

type Name = string | null;

function reachedFrom(start: Name, steps: ReadonlyMap<Name, readonly Name[]>): ReadonlySet<Name> {
  const found = new Set<Name>();
  const waiting = [start];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
    for (const next of steps.get(one) ?? [])
      if (!found.has(next)) {
        found.add(next);
        waiting.push(next);
      }
  return found;
}
