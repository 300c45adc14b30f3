import type { MetricsPublishers } from '../app/ports/metrics-publisher.js';
import type { Observation } from '../app/ports/observation.js';
import type { ReportCache } from '../app/ports/report-cache.js';
import type { Validation } from '../app/ports/validation.js';
import type { WorkspacePorts } from '../app/ports/workspace-ports.js';
import type { ReportWriters } from '../core/report/report-writers.js';
import type { ValidationRules } from '../app/validation/validation-ports.js';

/** The world as commands meet it: the workspace's ports and what only a command line needs. */
export interface CliPorts extends WorkspacePorts {
  readonly metrics: MetricsPublishers;
  readonly reports: ReportCache;
  /** Read when the first report is written. */
  readonly writers: () => ReportWriters;
  /** SHA-256 in lower-case hex. */
  readonly hash: (content: string | Uint8Array) => string;
  /** Made when it is asked for, and disposed by whoever asked. */
  readonly createObservation: (intervalMs: number) => Observation;
  /** Made for one run of a command, when it is asked for. */
  readonly createValidation: (rules: ValidationRules) => Validation;
}
