import type { FactorId, FactorScore, RiskLevel, Severity, Track } from './assessment.js';
import type { AgentEvidence } from './agent-evidence.js';
import { factors } from './factors/index.js';
import { levelOf, tidy } from './level.js';
import type { RiskProfile } from './profile.js';
import { trackOf } from './track.js';

export interface RiskMeasure {
  readonly score: number;
  readonly level: RiskLevel;
  readonly track: Track;
  readonly factors: readonly FactorScore[];
}

/** Score = Σ(weight × severity) × 100, with the level and the track that follow from it. */
export function measureRisk(evidence: AgentEvidence, profile: RiskProfile, keptAsItIs: boolean): RiskMeasure {
  const scores = factors.map((factor): FactorScore => {
    const { severity, evidence: found } = factor.measure(evidence, profile.thresholds);
    const weight = profile.weights[factor.id];
    return {
      id: factor.id,
      weight,
      severity,
      points: tidy(weight * profile.severities[severity] * 100),
      evidence: found,
    };
  });
  const score = tidy(scores.reduce((sum, { points }) => sum + points, 0));
  const severities = Object.fromEntries(scores.map(({ id, severity }) => [id, severity])) as Record<FactorId, Severity>;
  const { sizeBytes } = evidence;
  return {
    score,
    level: levelOf(score, profile.thresholds.levels),
    track: trackOf({ sizeBytes, score, severities, keptAsItIs }, profile.thresholds),
    factors: scores,
  };
}
