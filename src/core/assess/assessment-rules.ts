import { agentMatcher, type AgentMatcher } from '../config/agent-pattern.js';
import type { Config } from '../config/config.js';
import { configuredProfile } from './configured-profile.js';
import type { RiskProfile } from './profile.js';

/** By what agents are assessed: the project's configuration, read once for all of them. */
export interface AssessmentRules {
  readonly config: Config;
  readonly profile: RiskProfile;
  /** Whether the configuration says that an agent is to stay as it is. */
  readonly isPreserved: AgentMatcher;
  /** Whether the configuration declares an agent to be part of the system's core. */
  readonly isDeclaredCore: AgentMatcher;
}

export function assessmentRules(config: Config): AssessmentRules {
  return {
    config,
    profile: configuredProfile(config),
    isPreserved: agentMatcher(config.preserve.map(({ agent }) => agent)),
    isDeclaredCore: agentMatcher(config.core),
  };
}
