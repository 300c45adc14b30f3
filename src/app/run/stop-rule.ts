import type { MigrationEntry } from '../migration-report.js';

/** When a run stops by itself, before more is touched; 0 stands for never. */
export interface StopRule {
  /** Files that could not be migrated, each of which is left alone as it is. */
  readonly failures: number;
  /** Files whose migration failed its checks and was taken back. */
  readonly rollbacks: number;
}

export const defaultStopRule: StopRule = { failures: 2, rollbacks: 1 };

/** Why no further file may be touched, in words; `undefined` while the run may go on. */
export function reasonToStop(rule: StopRule, entries: readonly Pick<MigrationEntry, 'status'>[]): string | undefined {
  const count = (wanted: MigrationEntry['status']): number => entries.filter(({ status }) => status === wanted).length;
  const [refused, rolledBack] = [count('refused'), count('rolled-back')];
  if (rule.rollbacks > 0 && rolledBack >= rule.rollbacks)
    return rolledBack === 1
      ? 'a migration failed its checks and was taken back'
      : `${rolledBack} migrations failed their checks and were taken back`;
  if (rule.failures > 0 && refused >= rule.failures)
    return refused === 1 ? 'a file could not be migrated' : `${refused} files could not be migrated`;
  return undefined;
}
