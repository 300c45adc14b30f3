import type { MeasuredMoment } from '../../app/telemetry/measure-moment.js';
import type { Observation } from '../../app/ports/observation.js';
import type { TelemetrySource } from '../../app/ports/telemetry-source.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';
import type { VisibleAgent } from './visible-agents.js';

/** One workspace folder, or none: what is measured there besides the machine. */
export interface WatchedPlace {
  /** URI of the folder; empty when no folder is open. */
  readonly key: string;
  /** Absolute path of the folder. */
  readonly root: string;
  readonly agents: () => readonly VisibleAgent[];
}

export interface MachineWatchHost {
  /** All folders, or the one place without agents when none is open; never empty. */
  readonly places: () => readonly [WatchedPlace, ...WatchedPlace[]];
  readonly createObservation: (root: string) => Observation;
  readonly onMeasured: (place: WatchedPlace, moment: MeasuredMoment) => void;
}

/** Measures the machine once for all folders, and in each of them the agents that somebody looks at. */
export class MachineWatch implements TelemetrySource {
  private readonly observations = new Map<string, Observation>();

  constructor(private readonly host: MachineWatchHost) {}

  async sample(signal: AbortSignal): Promise<TelemetrySample> {
    const [first, ...others] = this.host.places();
    const { sample } = await this.measure(first, signal);
    // The machine was measured just now, so that only agents are left.
    for (const place of others) if (place.agents().length > 0) await this.measure(place, signal);
    return sample;
  }

  /** The observation of a folder; what it keeps belongs to the machine, so that any will do to read it. */
  observation(place: Pick<WatchedPlace, 'key' | 'root'> = this.host.places()[0]): Observation {
    const known = this.observations.get(place.key);
    if (known !== undefined) return known;
    const made = this.host.createObservation(place.root);
    this.observations.set(place.key, made);
    return made;
  }

  dispose(): void {
    for (const observation of this.observations.values()) observation.dispose();
    this.observations.clear();
  }

  private async measure(place: WatchedPlace, signal: AbortSignal): Promise<MeasuredMoment> {
    const moment = await this.observation(place).measure(place.agents(), signal);
    this.host.onMeasured(place, moment);
    return moment;
  }
}
