import type { Dashboard } from '../core/dashboard/dashboard.js';
import type { SamplingTrust } from '../core/telemetry/sampling-trust.js';
import type { TelemetryView } from '../core/telemetry/telemetry-view.js';

export type { Dashboard };

/** The newest values. The page keeps nothing but what it was asked to show: the state is sent whole when it opens, shows itself or changes. */
export interface TelemetryPanelState {
  readonly machine: string;
  readonly intervalMs: number;
  /** `null` until the first sample is there. */
  readonly view: TelemetryView | null;
  readonly trust: SamplingTrust | null;
}

/** What a person chose to look at, and how wide a chart is. */
export interface DashboardChoice {
  readonly spanMs: number;
  /** Width of one chart in device pixels. */
  readonly pixels: number;
  /** Migration whose before and after are compared; the newest one when it is `null`. */
  readonly compared: string | null;
}

export interface HostToPanel {
  readonly state: TelemetryPanelState;
  readonly dashboard: Dashboard;
}

export interface PanelToHost {
  /** The page listens: send everything. */
  readonly ready: DashboardChoice;
  /** Something else is to be shown. */
  readonly choose: DashboardChoice;
}
