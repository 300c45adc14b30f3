import * as vscode from 'vscode';
import type { CommandId } from '../commands.js';
import { migrationTitle } from '../rollback/position-titles.js';
import type { RunningObservation } from './running-observation.js';
import { timeLeft } from './time-left.js';

/** The status bar item: who is observed and for how long still; there only while somebody is. */
export class ObservationItem implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;

  constructor() {
    this.item = vscode.window.createStatusBarItem('agentMigrator.observation', vscode.StatusBarAlignment.Right, 99);
    this.item.name = 'Agent Migrator: Observation';
    this.item.command = 'agentMigrator.showObservation' satisfies CommandId;
  }

  show(running: readonly RunningObservation[]): void {
    const [first, ...others] = running;
    if (first === undefined) {
      this.item.hide();
      return;
    }
    const name = others.length === 0 ? migrationTitle(first.migration) : `${running.length} agents`;
    const text = `Observing ${name} · ${progressOf(first)}`;
    this.item.text = `$(eye) ${text}`;
    this.item.tooltip = running.map((one) => `${migrationTitle(one.migration)}: ${concernOf(one)}`).join('\n');
    this.item.accessibilityInformation = { label: `${text}. Opens what was seen so far.` };
    const asks = running.some(({ state }) => (state?.concerns.length ?? 0) > 0);
    this.item.backgroundColor = asks ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}

function progressOf({ state }: RunningObservation): string {
  return state === undefined ? 'waits for the agent' : timeLeft(state);
}

function concernOf(running: RunningObservation): string {
  const newest = running.state?.concerns.at(-1)?.text;
  return newest ?? (running.state === undefined ? running.concerns.at(-1) : undefined) ?? progressOf(running);
}
