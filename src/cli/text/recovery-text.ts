import type { RecoveryEntry } from '../../app/migration-report.js';

export function recoveryAsText({ id, path, action, reason }: RecoveryEntry): string {
  const words = { finished: 'finished', undone: 'taken back', ask: 'needs your decision' };
  return `${id}  ${path}: ${words[action]}${reason === null ? '' : `. ${reason.message}`}\n`;
}
