import type { AssessmentReport } from '../assess/assessment.js';
import type { FleetReport, ReportSources, ReportVerification } from './fleet-report.js';
import { fleetReport, reportedPaths, verifyReport } from './fleet-report.js';
import { htmlReport } from './html/html-report.js';
import { markdownReport } from './markdown.js';
import { migrationsMarkdown } from './migrations-markdown.js';
import { sarifReport } from './sarif.js';

/** Everything that is written about an assessment or a fleet; a file of its own for the command line, which rarely needs it. */
export interface ReportWriters {
  sarif(report: AssessmentReport, toolVersion: string): unknown;
  markdown(report: AssessmentReport): string;
  fleetMarkdown(report: FleetReport): string;
  html(report: FleetReport): string;
  /** `hash` is SHA-256 of a text, in hex. */
  gather(sources: ReportSources, hash: (text: string) => string): FleetReport;
  /** Compares a report with itself and with the hashes of files today; undefined when `written` is no report. */
  verify(
    written: unknown,
    today: ReadonlyMap<string, string>,
    hash: (text: string) => string,
  ): ReportVerification | undefined;
  /** Paths of the files that a report tells of; empty when it is no report. */
  paths(written: unknown): readonly string[];
}

export const reportWriters: ReportWriters = {
  sarif: sarifReport,
  markdown: markdownReport,
  fleetMarkdown: (report) => `${markdownReport(report)}\n${migrationsMarkdown(report)}`,
  html: htmlReport,
  gather: fleetReport,
  verify: verifyReport,
  paths: reportedPaths,
};
