import type { AgentMeasurement } from '../../core/telemetry/frame.js';
import type { AgentProbe } from '../../core/telemetry/agent-probe.js';

/** An agent that is measured: by the processes that run its file, and by asking it. */
export interface WatchedAgent {
  /** `path:class`. */
  readonly agent: string;
  /** Path of its file, relative to the workspace. */
  readonly path: string;
  readonly probe?: AgentProbe;
  /** Nobody named the probe: it tells whether the agent answers, and that it does not only after it did once. */
  readonly isProbeDerived?: boolean;
}

/** Measures agents of one workspace on this machine. What cannot be measured is left out of the answer. */
export interface AgentWatch {
  measure(agents: readonly WatchedAgent[], signal: AbortSignal): Promise<readonly AgentMeasurement[]>;
}
