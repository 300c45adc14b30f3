import * as vscode from 'vscode';
import { statusText } from '../../core/telemetry/status-text.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';
import { describeSample, type TelemetryRow } from '../../core/telemetry/telemetry-view.js';
import type { AlertLevel, GpuThresholds } from '../../core/telemetry/threshold.js';

const backgrounds: Readonly<Record<AlertLevel, string | undefined>> = {
  normal: undefined,
  warning: 'statusBarItem.warningBackground',
  critical: 'statusBarItem.errorBackground',
};

/** The status bar item: newest values, a table on hover, the panel on click. */
export class TelemetryStatusItem implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;

  constructor(command: string) {
    this.item = vscode.window.createStatusBarItem('agentMigrator.telemetry', vscode.StatusBarAlignment.Right, 100);
    this.item.name = 'Agent Migrator: GPU and Memory';
    this.item.command = command;
    this.item.text = '$(server) …';
    this.item.tooltip = 'Measuring this machine';
  }

  show(sample: TelemetrySample, thresholds: GpuThresholds): void {
    const status = statusText(sample, thresholds);
    this.item.text = status.text;
    this.item.accessibilityInformation = { label: `${status.spoken}. Opens the telemetry panel.` };
    this.item.tooltip = tooltip(sample, thresholds);
    const background = backgrounds[status.level];
    this.item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
    this.item.show();
  }

  hide(): void {
    this.item.hide();
  }

  dispose(): void {
    this.item.dispose();
  }
}

function tooltip(sample: TelemetrySample, thresholds: GpuThresholds): vscode.MarkdownString {
  const view = describeSample(sample, thresholds);
  const markdown = new vscode.MarkdownString();
  for (const section of view.sections) {
    markdown.appendMarkdown('**');
    markdown.appendText(section.title);
    markdown.appendMarkdown('**\n\n| | |\n|---|---|\n');
    for (const row of section.rows) markdown.appendMarkdown(`| ${row.label} | ${cell(row)} |\n`);
    markdown.appendMarkdown('\n');
  }
  if (view.notice !== undefined) markdown.appendText(view.notice.text);
  return markdown;
}

/** Tool output may hold anything; in a table cell only plain characters survive. */
function cell(row: TelemetryRow): string {
  const plain = row.value.replace(/[|\\`*_{}[\]<>()#!$\n]/g, ' ');
  return row.level === 'normal' ? plain : `${plain} — ${row.level}`;
}
