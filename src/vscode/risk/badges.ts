import * as vscode from 'vscode';
import type { Assessment, RiskLevel } from '../../core/assess/assessment.js';
import { Disposables } from '../disposables.js';
import type { BadgeChoice } from '../settings/settings-reader.js';
import { badgeText, badgeTooltip, isBadgeShown } from './badge-text.js';
import type { RiskStore } from './risk-store.js';
import { leadAgent } from './wording.js';

/** A low risk leaves the name as it is, so that other colours, such as those of version control, keep meaning something. */
const levelColors: Readonly<Record<Exclude<RiskLevel, 'low'>, string>> = {
  medium: 'agentMigrator.mediumRisk',
  high: 'agentMigrator.highRisk',
};

/** The score beside every agent file in the Explorer and in editor tabs. */
export class RiskBadges implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<vscode.Uri[] | undefined>());
  readonly onDidChangeFileDecorations = this.changed.event;

  constructor(
    private readonly store: RiskStore,
    private readonly choice: (uri: vscode.Uri) => BadgeChoice,
  ) {
    this.owned.add(store.onDidChange((uris) => this.changed.fire([...uris])));
    this.owned.add(vscode.window.registerFileDecorationProvider(this));
  }

  /** All badges anew, after a change of settings. */
  refresh(): void {
    this.changed.fire(undefined);
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== 'file') return undefined;
    const agents = this.store.agents(uri);
    const lead = leadAgent(agents);
    if (lead === undefined || !isBadgeShown(lead, this.choice(uri))) return undefined;
    return new vscode.FileDecoration(badgeText(lead), badgeTooltip(agents), colorOf(lead));
  }

  dispose(): void {
    this.owned.dispose();
  }
}

/** A migrated agent is no longer something to look for. */
function colorOf({ level, readiness }: Assessment): vscode.ThemeColor | undefined {
  if (level === 'low' || readiness === 'migrated') return undefined;
  return new vscode.ThemeColor(levelColors[level]);
}
