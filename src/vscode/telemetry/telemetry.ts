import os from 'node:os';
import * as vscode from 'vscode';
import { TelemetryMonitor } from '../../app/telemetry-monitor.js';
import type { TelemetrySource } from '../../app/ports/telemetry-source.js';
import type { TelemetryPanelState } from '../../protocol/telemetry-panel.js';
import type { GpuThresholds } from '../../core/telemetry/threshold.js';
import { describeSample } from '../../core/telemetry/telemetry-view.js';
import type { Disposable } from '../../core/emitter.js';
import { TelemetryPanel } from './panel.js';
import { TelemetryStatusItem } from './status-item.js';

export interface TelemetrySettings {
  readonly enabled: boolean;
  readonly intervalMs: number;
  readonly thresholds: GpuThresholds;
}

export interface TelemetryHost {
  readonly extensionUri: vscode.Uri;
  /** Made on first use: measuring needs a worker and a process. */
  readonly createSource: () => TelemetrySource;
  readonly settings: () => TelemetrySettings;
  readonly onDidChangeSettings: vscode.Event<unknown>;
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
  private monitor: TelemetryMonitor | undefined;

  constructor(private readonly host: TelemetryHost) {
    this.item = new TelemetryStatusItem(host.showCommand);
    this.panel = new TelemetryPanel(
      host.extensionUri,
      () => this.panelState(),
      () => this.watch(),
    );
    this.subscriptions.push(
      this.item,
      this.panel,
      host.onDidChangeSettings(() => this.configure()),
      vscode.window.onDidChangeWindowState(() => this.watch()),
    );
    this.configure();
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
    this.monitor = new TelemetryMonitor(this.host.createSource(), {
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
      if (enabled) this.item.show(sample, thresholds);
      this.panel.update();
    });
    this.monitor.start();
    this.watch();
  }

  private stop(): void {
    this.monitor?.dispose();
    this.monitor = undefined;
  }

  private watch(): void {
    this.monitor?.setWatched(this.panel.visible || vscode.window.state.focused);
  }

  private panelState(): TelemetryPanelState {
    const { intervalMs, thresholds } = this.host.settings();
    const sample = this.monitor?.latest;
    const view = sample === undefined ? null : describeSample(sample, thresholds);
    return { machine: os.hostname(), intervalMs, view };
  }

  dispose(): void {
    this.stop();
    for (const subscription of this.subscriptions.reverse()) subscription.dispose();
  }
}
