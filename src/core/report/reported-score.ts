import type { Assessment, RiskLevel, Track } from '../assess/assessment.js';

export interface ReportedScore {
  readonly score: number;
  readonly level: RiskLevel;
  readonly track: Track;
}

/** One agent before and after its migration; `null` where its checkpoint is gone, or the agent was not found in it. */
export interface ReportedScores {
  readonly class: string;
  readonly before: ReportedScore | null;
  readonly after: ReportedScore | null;
}

/** How the agents of all migrations were assessed, by the id of the migration; both sides by the same rules. */
export interface PastAgents {
  readonly before: ReadonlyMap<string, readonly Assessment[]>;
  readonly after: ReadonlyMap<string, readonly Assessment[]>;
}

export function reportedScores(id: string, classes: readonly string[], past: PastAgents): readonly ReportedScores[] {
  return classes.map((name) => ({
    class: name,
    before: scoreOf(name, past.before.get(id)),
    after: scoreOf(name, past.after.get(id)),
  }));
}

function scoreOf(name: string, agents: readonly Assessment[] = []): ReportedScore | null {
  const agent = agents.find((one) => one.class === name);
  return agent === undefined ? null : { score: agent.score, level: agent.level, track: agent.track };
}
