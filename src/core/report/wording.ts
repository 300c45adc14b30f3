import type { FactorId } from '../assess/assessment.js';

/** Factors as people call them. */
export const factorTitles: Readonly<Record<FactorId, string>> = {
  fileSize: 'File size',
  gpuOperations: 'GPU operations',
  threading: 'Threading',
  databaseDependencies: 'Database dependencies',
  systemCriticality: 'System criticality',
};

/** The first of a long list, and how many there are beyond them. */
export function firstOf(lines: readonly string[], most: number, rest: string): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `… and ${lines.length - most} more ${rest}`];
}
