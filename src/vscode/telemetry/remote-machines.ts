import type { Observation } from '../../app/ports/observation.js';
import type { Disposable } from '../../core/emitter.js';
import { describeMachines } from '../../core/monitoring/describe-machines.js';
import type { RemoteMachine } from '../../core/monitoring/prometheus-answer.js';
import type { TelemetrySection } from '../../core/telemetry/telemetry-view.js';
import type { TelemetrySettings } from '../settings/settings-reader.js';

/** A Prometheus measures every 15 s or more seldom. */
const askedEveryMs = 30_000;

export interface RemoteMachinesHost {
  readonly settings: () => Pick<TelemetrySettings, 'prometheusUrl' | 'thresholds'>;
  readonly observation: () => Pick<Observation, 'machines'>;
}

/** What the Prometheus of the settings knows of other machines; asked only while somebody looks. */
export class RemoteMachines implements Disposable {
  private readonly stop = new AbortController();
  private machines: readonly RemoteMachine[] = [];
  private trouble: string | undefined;
  private askedUrl = '';
  private nextAtMs = 0;

  constructor(private readonly host: RemoteMachinesHost) {}

  /** What is known now; what is out of date is asked for, for the next time. */
  sections(): readonly TelemetrySection[] {
    const { prometheusUrl, thresholds } = this.host.settings();
    if (prometheusUrl === '') return [];
    this.askWhenDue(prometheusUrl);
    if (this.trouble === undefined) return describeMachines(this.machines, thresholds);
    const row = { label: 'Not known', value: this.trouble, level: 'warning' as const };
    return [{ id: 'machines', title: 'Other machines', level: 'warning', rows: [row] }];
  }

  dispose(): void {
    this.stop.abort();
  }

  private askWhenDue(url: string): void {
    const nowMs = performance.now();
    if (url === this.askedUrl && nowMs < this.nextAtMs) return;
    if (url !== this.askedUrl) this.know([], undefined);
    this.askedUrl = url;
    this.nextAtMs = nowMs + askedEveryMs;
    this.host
      .observation()
      .machines(url, this.stop.signal)
      .then(
        (machines) => this.hear(url, machines, undefined),
        (error: unknown) => this.hear(url, this.machines, `Prometheus could not be asked: ${String(error)}`),
      );
  }

  /** Another address may be set by the time that one answers. */
  private hear(url: string, machines: readonly RemoteMachine[], trouble: string | undefined): void {
    if (url === this.askedUrl) this.know(machines, trouble);
  }

  private know(machines: readonly RemoteMachine[], trouble: string | undefined): void {
    this.machines = machines;
    this.trouble = trouble;
  }
}
