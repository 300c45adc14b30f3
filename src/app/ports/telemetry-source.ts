import type { Disposable } from '../../core/emitter.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';

/** Measures this machine once; never throws for a missing or broken GPU, that is a reading too. */
export interface TelemetrySource extends Disposable {
  sample(signal: AbortSignal): Promise<TelemetrySample>;
}
