import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AgentEvidence } from '../../../src/core/assess/agent-evidence.js';
import { factorIds, severities, type Severity, type Track } from '../../../src/core/assess/assessment.js';
import { configuredProfile } from '../../../src/core/assess/configured-profile.js';
import { levelOf, roundedScore } from '../../../src/core/assess/level.js';
import { measureRisk } from '../../../src/core/assess/measure.js';
import { changedSettings, defaultRiskProfile } from '../../../src/core/assess/profile.js';
import { trackOf } from '../../../src/core/assess/track.js';
import { workflowOf } from '../../../src/core/assess/workflow.js';
import { defaultConfig } from '../../../src/core/config/config.js';
import type { SignalKind } from '../../../src/core/facts/source-facts.js';
import { at, signal } from '../../support/facts.js';

const many = (kind: SignalKind, count: number): readonly ReturnType<typeof signal>[] =>
  Array.from({ length: count }, () => signal(kind));

/** The documented profile of ModelManagerAgent: 227 KB, direct GPU memory management, complex threading, Redis and SQLite, core role. */
const documented: AgentEvidence = {
  sizeBytes: 227 * 1024,
  signals: [
    ...many('gpu-managing', 4),
    ...many('thread', 5),
    signal('database', { detail: 'redis' }),
    signal('database', { detail: 'sqlite' }),
  ],
  dependents: [],
  referringFiles: [],
  declaredCore: true,
  declaration: at(1),
};

describe('the risk score', () => {
  it('of the documented ModelManagerAgent is exactly 35, the top of the scale', () => {
    const { score, level, track, factors } = measureRisk(documented, defaultRiskProfile, false);
    assert.equal(score, 35);
    assert.equal(level, 'high');
    assert.equal(track, 'high-risk');
    assert.deepEqual(
      factors.map(({ points }) => points),
      [12, 10, 8, 3, 2],
    );
  });

  it('of the same agent without its databases is exactly 32', () => {
    const signals = documented.signals.filter(({ kind }) => kind !== 'database');
    assert.equal(measureRisk({ ...documented, signals }, defaultRiskProfile, false).score, 32);
  });

  it('is 0 for an agent without evidence', () => {
    const { score, level, track } = measureRisk(
      { ...documented, sizeBytes: 100, signals: [], declaredCore: false },
      defaultRiskProfile,
      false,
    );
    assert.deepEqual([score, level, track], [0, 'low', 'immediate']);
  });

  it('is exact in steps of 0.5 for every combination of severities', () => {
    const severity = fc.constantFrom(...severities);
    fc.assert(
      fc.property(fc.tuple(severity, severity, severity, severity, severity), (chosen) => {
        const points = factorIds.map(
          (id, index) => defaultRiskProfile.weights[id] * defaultRiskProfile.severities[chosen[index] ?? 'none'] * 100,
        );
        const score = points.reduce((sum, one) => sum + Math.round(one * 1e6) / 1e6, 0);
        assert.equal(Math.round(score * 2) / 2, Math.round(score * 1e6) / 1e6);
      }),
    );
  });
});

describe('the risk profile', () => {
  it('has weights that sum to 1 and one for each factor', () => {
    const weights = factorIds.map((id) => defaultRiskProfile.weights[id]);
    assert.equal(Math.round(weights.reduce((sum, weight) => sum + weight, 0) * 1e9), 1e9);
  });

  it('is unchanged by an empty configuration', () => {
    assert.deepEqual(configuredProfile(defaultConfig), defaultRiskProfile);
    assert.deepEqual(changedSettings(configuredProfile(defaultConfig)), []);
  });

  it('names what a configuration changes', () => {
    const config = { ...defaultConfig, thresholds: { fileSizeKiB: { low: 10 } }, severities: { high: 0.5 } };
    assert.deepEqual(changedSettings(configuredProfile(config)), ['severities.high', 'thresholds.fileSizeKiB.low']);
  });

  it('lets the track follow the level where the configuration moves it', () => {
    const config = { ...defaultConfig, thresholds: { levels: { high: 20 } } };
    assert.equal(configuredProfile(config).thresholds.track.highRiskScore, 20);
  });
});

describe('the level', () => {
  const table: readonly (readonly [number, number, string])[] = [
    [0, 0, 'low'],
    [15, 15, 'low'],
    [15.4, 15, 'low'],
    [15.5, 16, 'medium'],
    [15.499999999999998, 16, 'medium'],
    [16, 16, 'medium'],
    [25, 25, 'medium'],
    [25.4, 25, 'medium'],
    [25.5, 26, 'high'],
    [35, 35, 'high'],
  ];
  for (const [score, rounded, level] of table) {
    it(`of ${score} is ${level}`, () => {
      assert.equal(roundedScore(score), rounded);
      assert.equal(levelOf(score, defaultRiskProfile.thresholds.levels), level);
    });
  }
});

describe('the track', () => {
  const KB = 1024;
  interface Row {
    readonly sizeBytes?: number;
    readonly score?: number;
    readonly gpu?: Severity;
    readonly threads?: Severity;
    readonly databases?: Severity;
    readonly criticality?: Severity;
    readonly kept?: boolean;
  }
  const table: readonly (readonly [Row, Track])[] = [
    [{}, 'immediate'],
    [{ sizeBytes: 50 * KB - 1, gpu: 'low', threads: 'low', databases: 'low', criticality: 'medium' }, 'immediate'],
    [{ sizeBytes: 50 * KB }, 'planned'],
    [{ gpu: 'medium' }, 'planned'],
    [{ threads: 'medium' }, 'planned'],
    [{ databases: 'medium' }, 'planned'],
    [{ sizeBytes: 150 * KB }, 'planned'],
    [{ sizeBytes: 150 * KB + 1 }, 'high-risk'],
    [{ gpu: 'high' }, 'high-risk'],
    [{ threads: 'high' }, 'high-risk'],
    [{ score: 25.4 }, 'immediate'],
    [{ score: 25.5 }, 'high-risk'],
    [{ gpu: 'high', kept: true }, 'legacy'],
  ];
  for (const [row, track] of table) {
    it(`of ${JSON.stringify(row)} is ${track}`, () => {
      const severities = {
        fileSize: 'none',
        gpuOperations: row.gpu ?? 'none',
        threading: row.threads ?? 'none',
        databaseDependencies: row.databases ?? 'none',
        systemCriticality: row.criticality ?? 'none',
      } as const;
      const input = { sizeBytes: row.sizeBytes ?? 0, score: row.score ?? 0, severities, keptAsItIs: row.kept ?? false };
      assert.equal(trackOf(input, defaultRiskProfile.thresholds), track);
    });
  }
});

describe('the workflow', () => {
  it('follows the stricter of level and track', () => {
    assert.equal(workflowOf('low', 'immediate'), 'rapid');
    assert.equal(workflowOf('low', 'planned'), 'staged');
    assert.equal(workflowOf('medium', 'immediate'), 'staged');
    assert.equal(workflowOf('low', 'high-risk'), 'full');
    assert.equal(workflowOf('high', 'immediate'), 'full');
    assert.equal(workflowOf('low', 'legacy'), 'full');
  });
});
