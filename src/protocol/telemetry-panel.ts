import type { TelemetryView } from '../core/telemetry/telemetry-view.js';

/** What the telemetry panel shows. The page keeps nothing of its own: the state is sent whole when it opens, shows itself or changes. */
export interface TelemetryPanelState {
  readonly machine: string;
  readonly intervalMs: number;
  /** `null` until the first sample is there. */
  readonly view: TelemetryView | null;
}

export interface HostToPanel {
  readonly state: TelemetryPanelState;
}

export interface PanelToHost {
  /** The page listens: send the state. */
  readonly ready: null;
}
