import type { RemoteMachine } from '../../core/monitoring/prometheus-answer.js';

/** Asks an existing Prometheus about the machines that it watches. Rejects when it cannot be asked. */
export interface RemoteHealth {
  machines(prometheusUrl: string, signal: AbortSignal): Promise<readonly RemoteMachine[]>;
}
