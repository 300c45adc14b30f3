import type { Assessment, Evidence, FactorId, FactorScore, Severity } from '../../src/core/assess/assessment.js';

const weights: Readonly<Record<FactorId, number>> = {
  fileSize: 0.3,
  gpuOperations: 0.25,
  threading: 0.2,
  databaseDependencies: 0.15,
  systemCriticality: 0.1,
};

/** An assessment as the engine would make one, for tests of what is shown of it. */
export function assessment(parts: Partial<Assessment> = {}): Assessment {
  return {
    path: 'agents/model_manager_agent.py',
    language: 'python',
    class: 'ModelManagerAgent',
    line: 12,
    why: 'named Agent, owns a loop',
    score: 31.5,
    level: 'high',
    track: 'high-risk',
    readiness: 'ready',
    reason: null,
    factors: [],
    ...parts,
  };
}

export function factor(
  id: FactorId,
  severity: Severity,
  points: number,
  evidence: readonly Evidence[] = [],
): FactorScore {
  return { id, weight: weights[id], severity, points, evidence };
}

export function evidence(line: number, message: string, path?: string): Evidence {
  return { line, column: 5, endLine: line, endColumn: 20, message, ...(path === undefined ? {} : { path }) };
}
