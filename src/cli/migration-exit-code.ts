import type { MigrationEntry } from '../app/migration-report.js';
import { exitCodes, type ExitCode } from './exit-codes.js';

export function migrationExitCode({ status }: Pick<MigrationEntry, 'status'>): ExitCode {
  if (status === 'rolled-back') return exitCodes.rolledBack;
  return status === 'refused' ? exitCodes.refused : exitCodes.done;
}
