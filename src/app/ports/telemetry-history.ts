import type { Frame } from '../../core/telemetry/frame.js';

/** The last day of measurements of this machine, shared by all windows and processes. */
export interface TelemetryHistory {
  /** What was measured between two times, oldest first; times that were not measured are not there. */
  read(fromMs: number, toMs: number): Promise<readonly Frame[]>;
  /** Keeps one moment; a second one of the same five seconds adds its series to the first. */
  record(frame: Frame): Promise<void>;
}
