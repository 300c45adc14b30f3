import type { Evidence } from '../assessment.js';
import { nothing, type AgentEvidence, type Dependent, type Factor } from '../agent-evidence.js';

const verbs: Readonly<Record<Dependent['how'], string>> = {
  imports: 'imports it',
  lists: 'lists it as a dependency',
  calls: 'sends requests to it',
};

/** What stops working with the agent: agents that depend on it, files that refer to it, and what the project declares as core. */
export const systemCriticality: Factor = {
  id: 'systemCriticality',
  measure(agent, { criticality }) {
    const { dependents, referringFiles, declaredCore } = agent;
    const isMedium = declaredCore || dependents.length >= criticality.mediumDependents;
    const isReferred = referringFiles.length >= criticality.referringFiles;
    if (!isMedium && !isReferred && dependents.length < criticality.lowDependents) return nothing;
    const evidence = [...(declaredCore ? [declared(agent)] : []), ...dependents.map(asEvidence)];
    const shown = isReferred ? [...evidence, referred(agent)] : evidence;
    return { severity: isMedium ? 'medium' : 'low', evidence: shown };
  },
};

function asEvidence({ agent, path, range, how }: Dependent): Evidence {
  const { line, column, endLine, endColumn } = range;
  return { line, column, endLine, endColumn, message: `${agent} ${verbs[how]}`, path };
}

function declared({ declaration }: AgentEvidence): Evidence {
  return { ...declaration, message: 'Declared core in the project configuration' };
}

function referred({ declaration, referringFiles }: AgentEvidence): Evidence {
  const first = referringFiles.slice(0, 3).join(', ');
  const rest = referringFiles.length > 3 ? ` and ${referringFiles.length - 3} more` : '';
  return { ...declaration, message: `${referringFiles.length} files refer to it: ${first}${rest}` };
}
