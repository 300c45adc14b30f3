import { agentName } from '../../core/assess/agent-name.js';
import * as vscode from 'vscode';
import { Disposables } from '../disposables.js';
import { documentSelector } from '../languages.js';
import type { RiskStore } from './risk-store.js';
import { leadAgent, readinessTitle, riskTitle, trackTitle } from './wording.js';

export interface BusySource {
  isBusy(uri: vscode.Uri): boolean;
  readonly onDidChangeBusy: vscode.Event<void>;
}

/** The active file's score among the language's status items, with a mark while it is being read. */
export class RiskLanguageStatus implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly item = this.owned.add(
    vscode.languages.createLanguageStatusItem('agentMigrator.risk', [...documentSelector]),
  );

  constructor(
    private readonly store: RiskStore,
    private readonly busy: BusySource,
  ) {
    this.item.name = 'Agent Migrator';
    this.owned.add(vscode.window.onDidChangeActiveTextEditor(() => this.update()));
    this.owned.add(busy.onDidChangeBusy(() => this.update()));
    this.owned.add(store.onDidChange(() => this.update()));
    this.update();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private update(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined) return;
    this.item.busy = this.busy.isBusy(uri);
    const agents = this.store.agents(uri);
    const lead = leadAgent(agents);
    if (lead === undefined) this.showNoAgent();
    else this.showAgent(uri, lead, agents.length);
  }

  private showNoAgent(): void {
    this.item.text = 'No agent';
    this.item.detail = 'Agent Migrator: no class in this file runs as a service';
    this.item.severity = vscode.LanguageStatusSeverity.Information;
    this.item.command = undefined;
    this.item.accessibilityInformation = { label: 'Agent Migrator: no agent in this file' };
  }

  private showAgent(uri: vscode.Uri, lead: NonNullable<ReturnType<typeof leadAgent>>, count: number): void {
    const others = count === 1 ? '' : ` and ${count - 1} more`;
    const state = `${trackTitle(lead.track)}, ${readinessTitle(lead)}`;
    this.item.text = riskTitle(lead);
    this.item.detail = `${agentName(lead)}${others} · ${state}`;
    this.item.severity =
      lead.readiness === 'blocked' ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    this.item.command = {
      title: 'Explain score',
      tooltip: `Explain the risk score of ${agentName(lead)}`,
      command: 'agentMigrator.explainScore',
      arguments: [{ uri: uri.toString(), class: lead.class }],
    };
    this.item.accessibilityInformation = { label: `${riskTitle(lead)}, ${agentName(lead)}${others}, ${state}` };
  }
}
