import type { Severity } from '../assessment.js';
import { nothing, type Factor } from '../agent-evidence.js';
import type { RiskThresholds } from '../profile.js';

/** The whole file counts, not the class: reading, reviewing and restoring happen by file. */
export const fileSize: Factor = {
  id: 'fileSize',
  measure({ sizeBytes }, thresholds) {
    const sizeKiB = sizeBytes / 1024;
    const severity = severityOf(sizeKiB, thresholds.fileSizeKiB);
    if (severity === 'none') return nothing;
    const message = `The file has ${Math.floor(sizeKiB * 10) / 10} KB`;
    return { severity, evidence: [{ line: 1, column: 1, endLine: 1, endColumn: 1, message }] };
  },
};

function severityOf(sizeKiB: number, { low, medium, high }: RiskThresholds['fileSizeKiB']): Severity {
  if (sizeKiB > high) return 'high';
  if (sizeKiB >= medium) return 'medium';
  return sizeKiB >= low ? 'low' : 'none';
}
