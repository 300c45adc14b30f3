import type { FactorId } from '../assess/assessment.js';

/** Factors as people call them. */
export const factorTitles: Readonly<Record<FactorId, string>> = {
  fileSize: 'File size',
  gpuOperations: 'GPU operations',
  threading: 'Threading',
  databaseDependencies: 'Database dependencies',
  systemCriticality: 'System criticality',
};

/** What an agent is called where it has no class: its file. */
export function agentName({ class: name, path }: { readonly class: string | null; readonly path: string }): string {
  return name ?? path.slice(path.lastIndexOf('/') + 1);
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The first of a long list, and how many there are beyond them. */
export function firstOf(lines: readonly string[], most: number, rest: string): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `… and ${lines.length - most} more ${rest}`];
}
