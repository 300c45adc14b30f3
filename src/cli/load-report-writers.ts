import { createRequire } from 'node:module';
import path from 'node:path';
import type * as reports from '../core/report/report-writers.js';

/** The writers stand in a file of their own: only whoever writes a report pays for reading it. */
export function loadReportWriters(distDir: string): reports.ReportWriters {
  const script = path.join(distDir, 'reports.js');
  return (createRequire(script)(script) as typeof reports).reportWriters;
}
