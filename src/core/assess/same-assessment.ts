import type { FileAssessment } from './assessment.js';

/** Whether two assessments of a file show the same on every surface; the content's hash does not count. */
export function isSameForPeople(a: FileAssessment | undefined, b: FileAssessment | undefined): boolean {
  if (a === undefined || b === undefined) return [a, b].every((one) => one === undefined || saysNothing(one));
  return isEqual([a.agents, a.components, a.problems], [b.agents, b.components, b.problems]);
}

/** No agent, no component and no problem: nothing that any surface would show. */
export function saysNothing({ agents, components, problems }: FileAssessment): boolean {
  return agents.length + components.length + problems.length === 0;
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  if (left.length !== right.length) return false;
  const others = new Map<string, unknown>(right);
  return left.every(([key, value]) => others.has(key) && isEqual(value, others.get(key)));
}
