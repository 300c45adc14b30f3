import os from 'node:os';
import * as vscode from 'vscode';
import type { MeasuredMoment } from '../../app/telemetry/measure-moment.js';
import type { Observation } from '../../app/ports/observation.js';
import { TelemetryMonitor } from '../../app/telemetry/telemetry-monitor.js';
import type { Dashboard } from '../../core/dashboard/dashboard.js';
import { joinDashboards } from '../../core/dashboard/join-dashboards.js';
import type { Disposable } from '../../core/emitter.js';
import { agentStatusText } from '../../core/telemetry/agent-status.js';
import type { GpuSample } from '../../core/telemetry/gpu-sample.js';
import { SamplingCost } from '../../core/telemetry/sampling-trust.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';
import { describeSample } from '../../core/telemetry/telemetry-view.js';
import type { DashboardChoice, TelemetryPanelState } from '../../protocol/telemetry-panel.js';
import type { MigrationLog } from '../rollback/migration-log.js';
import type { TelemetrySettings } from '../settings/settings-reader.js';
import { statusKey, type AgentStatuses } from './agent-statuses.js';
import { changeMarks } from './change-marks.js';
import { MachineWatch, type MachineWatchHost, type WatchedPlace } from './machine-watch.js';
import { TelemetryPanel } from './panel.js';
import { RemoteMachines } from './remote-machines.js';
import { TelemetryStatusItem } from './status-item.js';
import { VramBaselines } from './vram-baselines.js';

export interface TelemetryHost extends Pick<MachineWatchHost, 'places' | 'createObservation'> {
  readonly extensionUri: vscode.Uri;
  readonly settings: () => TelemetrySettings;
  readonly onDidChangeSettings: vscode.Event<unknown>;
  readonly migrations: Pick<MigrationLog, 'logs' | 'standing' | 'onDidChange'>;
  readonly statuses: Pick<AgentStatuses, 'replace'>;
  readonly onError: (error: unknown) => void;
  /** Command that the status bar item runs. */
  readonly showCommand: string;
}

/** While the window is unfocused and no panel is open, nobody reads the numbers. */
const idleIntervalMs = 60_000;

/** Live GPU and host telemetry in the status bar and in a panel. */
export class Telemetry implements vscode.Disposable {
  private readonly item: TelemetryStatusItem;
  private readonly panel: TelemetryPanel;
  private readonly subscriptions: Disposable[] = [];
  private readonly watch: MachineWatch;
  private readonly cost = new SamplingCost();
  private readonly baselines = new VramBaselines();
  private readonly statuses = new Map<string, ReadonlyMap<string, string>>();
  private readonly remote: RemoteMachines;
  private monitor: TelemetryMonitor | undefined;

  constructor(private readonly host: TelemetryHost) {
    this.item = new TelemetryStatusItem(host.showCommand);
    this.watch = new MachineWatch({ ...host, onMeasured: (place, moment) => this.noteStatuses(place, moment) });
    this.remote = new RemoteMachines({ settings: host.settings, observation: () => this.watch.observation() });
    this.panel = new TelemetryPanel({
      extensionUri: host.extensionUri,
      state: () => this.panelState(),
      dashboard: (choice) => this.dashboard(choice),
      onVisible: () => this.followPanel(),
      onError: host.onError,
    });
    this.subscriptions.push(
      this.item,
      this.panel,
      this.watch,
      this.remote,
      host.onDidChangeSettings(() => this.configure()),
      host.migrations.onDidChange(() => this.panel.refresh()),
      vscode.window.onDidChangeWindowState(() => this.attend()),
    );
    this.configure();
  }

  /** Measuring of one folder, or of the machine when none is named. */
  observation(folder?: vscode.Uri): Observation {
    const key = folder?.toString();
    return this.watch.observation(this.host.places().find((place) => place.key === key));
  }

  /** Opens the panel; measuring starts even when the status bar item is switched off. */
  showPanel(): void {
    this.start();
    this.panel.reveal();
  }

  private configure(): void {
    const { enabled, intervalMs } = this.host.settings();
    this.monitor?.setInterval(intervalMs);
    if (enabled) this.start();
    else {
      this.item.hide();
      if (!this.panel.visible) this.stop();
    }
  }

  private start(): void {
    if (this.monitor !== undefined) return;
    this.monitor = new TelemetryMonitor(this.watch, {
      intervalMs: this.host.settings().intervalMs,
      idleIntervalMs,
      onError: this.host.onError,
      schedule: (run, delayMs) => {
        const timer = setTimeout(run, delayMs);
        return { dispose: () => clearTimeout(timer) };
      },
    });
    this.monitor.onSample((sample) => {
      const { enabled, thresholds } = this.host.settings();
      this.cost.add(sample);
      if (enabled) this.item.show(sample, thresholds);
      this.panel.update();
    });
    this.monitor.start();
    this.attend();
  }

  private stop(): void {
    this.monitor?.dispose();
    this.monitor = undefined;
  }

  /** Where measuring is switched off, it lasts as long as somebody looks at the panel. */
  private followPanel(): void {
    if (this.panel.visible) this.start();
    else if (!this.host.settings().enabled) this.stop();
    this.attend();
  }

  private attend(): void {
    this.monitor?.setWatched(this.panel.visible || vscode.window.state.focused);
  }

  private noteStatuses(place: WatchedPlace, { sample, agents }: MeasuredMoment): void {
    const texts = new Map<string, string>();
    const names = gpuLabels(sample, ({ index }) => `GPU ${index}`);
    for (const one of place.agents()) {
      const measured = agents.find(({ agent }) => agent === one.agent);
      const migration = this.host.migrations.standing(one.uri)?.migration;
      const baselineMiB = this.baselines.of(one.agent, migration, this.watch.observation(place));
      const text = measured && agentStatusText(measured, { gpuLabels: names, baselineMiB });
      if (text !== undefined) texts.set(statusKey(one.uri, one.class), text);
    }
    this.statuses.set(place.key, texts);
    this.host.statuses.replace(new Map([...this.statuses.values()].flatMap((all) => [...all])));
  }

  private panelState(): TelemetryPanelState {
    const { intervalMs, thresholds } = this.host.settings();
    const sample = this.monitor?.latest;
    if (sample === undefined) return { machine: os.hostname(), intervalMs, view: null, trust: null };
    const own = describeSample(sample, thresholds);
    const view = { ...own, sections: [...own.sections, ...this.remote.sections()] };
    return { machine: os.hostname(), intervalMs, view, trust: this.cost.trust(sample) };
  }

  private async dashboard({ spanMs, pixels, compared }: DashboardChoice): Promise<Dashboard> {
    const toMs = Date.now();
    const request = {
      span: { fromMs: toMs - spanMs, toMs },
      pixels,
      compared,
      limits: this.host.settings().thresholds,
      gpuLabels: gpuLabels(this.monitor?.latest, ({ index, name }) => `GPU ${index} · ${name}`),
      marks: changeMarks(this.host.migrations.logs),
    };
    const [first, ...others] = this.host.places();
    const shown = await this.watch.observation(first).dashboard(request);
    const ofOthers = others.map((place) => this.watch.observation(place).dashboard(request));
    return joinDashboards(shown, await Promise.all(ofOthers));
  }

  dispose(): void {
    this.stop();
    for (const subscription of this.subscriptions.reverse()) subscription.dispose();
  }
}

function gpuLabels(
  sample: TelemetrySample | undefined,
  label: (gpu: GpuSample) => string,
): Readonly<Record<string, string>> {
  const gpus = sample?.gpu.status === 'ok' ? sample.gpu.gpus : [];
  return Object.fromEntries(gpus.map((gpu) => [gpu.uuid, label(gpu)]));
}
