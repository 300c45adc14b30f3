import { asEvidence, nothing, type Factor } from '../agent-evidence.js';

/** Database engines in use. An import without a use is none: mass-inserted imports say nothing about an agent. */
export const databaseDependencies: Factor = {
  id: 'databaseDependencies',
  measure({ signals }, { database }) {
    const uses = signals.filter(({ kind }) => kind === 'database');
    const engines = new Set(uses.map(({ detail }) => detail)).size;
    if (engines < database.low) return nothing;
    return { severity: engines >= database.medium ? 'medium' : 'low', evidence: uses.map(asEvidence) };
  },
};
