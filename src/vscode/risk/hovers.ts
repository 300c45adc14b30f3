import { agentName } from '../../core/assess/agent-name.js';
import * as vscode from 'vscode';
import type { Assessment } from '../../core/assess/assessment.js';
import type { CommandId } from '../commands.js';
import { Disposables } from '../disposables.js';
import { documentSelector } from '../languages.js';
import { escapeMarkdown } from '../markdown.js';
import type { Settings } from '../settings/settings-reader.js';
import { toVsCodeRange } from '../text-range.js';
import { evidenceText } from './factor-table.js';
import { evidenceTitle, hoverText } from './hover-text.js';
import { lensTexts } from './lens-texts.js';
import type { RiskStore } from './risk-store.js';
import { riskTitle } from './wording.js';

const linkedCommands: readonly CommandId[] = [
  'agentMigrator.explainScore',
  'agentMigrator.previewMigration',
  'agentMigrator.migrateAgent',
  'agentMigrator.restoreLastParsing',
];

export interface HoverSources {
  readonly settings: (uri: vscode.Uri) => Pick<Settings, 'hover'>;
  /** Whether the agent runs, in words; `undefined` when that is not known. */
  readonly statusOf: (uri: vscode.Uri, className: string | null) => string | undefined;
}

/** Explains the score over the class name, and a point over the line it comes from. */
export class RiskHovers implements vscode.HoverProvider, vscode.Disposable {
  private readonly owned = new Disposables();

  constructor(
    private readonly store: RiskStore,
    private readonly sources: HoverSources,
  ) {
    this.owned.add(vscode.languages.registerHoverProvider([...documentSelector], this));
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    if (!this.sources.settings(document.uri).hover) return undefined;
    const agents = this.store.agents(document.uri);
    const atClass = agents.find(({ line }) => line === position.line + 1);
    if (atClass !== undefined) {
      return classHover(document, position, atClass, this.sources.statusOf(document.uri, atClass.class));
    }
    return evidenceHover(document.uri, position, agents);
  }

  dispose(): void {
    this.owned.dispose();
  }
}

/**
 * Over the class's name and what stands before it, where the cursor of somebody without a mouse arrives; after it other hovers have the
 * words.
 */
function classHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  agent: Assessment,
  status: string | undefined,
): vscode.Hover | undefined {
  const name = nameRange(document, agent);
  if (name?.end.isBefore(position) === true) return undefined;
  const range = name?.contains(position) === false ? name.with({ start: position.with({ character: 0 }) }) : name;
  const links = lensTexts(agent, { hasMigration: false, status: undefined }).map(({ title, tooltip, command }) => {
    const words = command === 'agentMigrator.explainScore' ? 'Explain score' : title;
    return commandLink(words, tooltip, command, document.uri, agent.class);
  });
  return new vscode.Hover(markdown(hoverText(agent, { status, actions: links })), range);
}

function nameRange(document: vscode.TextDocument, agent: Assessment): vscode.Range | undefined {
  const line = agent.line - 1;
  const start = agent.class === null ? -1 : document.lineAt(line).text.indexOf(agent.class);
  return start < 0 ? undefined : new vscode.Range(line, start, line, start + (agent.class?.length ?? 0));
}

function evidenceHover(
  uri: vscode.Uri,
  position: vscode.Position,
  agents: readonly Assessment[],
): vscode.Hover | undefined {
  const found: string[] = [];
  let range: vscode.Range | undefined;
  for (const agent of agents) {
    for (const factor of agent.factors) {
      const evidence = factor.evidence.find((one) => one.path === undefined && toVsCodeRange(one).contains(position));
      // The size's evidence stands at 1:1 for want of a place; nothing there deserves a hover.
      if (evidence === undefined || factor.id === 'fileSize') continue;
      range ??= toVsCodeRange(evidence);
      const link = commandLink(
        'Explain score',
        'Open the whole explanation',
        'agentMigrator.explainScore',
        uri,
        agent.class,
      );
      const owner = `${escapeMarkdown(agentName(agent))}: ${riskTitle(agent)}`;
      found.push(`**${evidenceTitle(factor)}** ${evidenceText(factor.id, evidence)}\n\n${owner} · ${link}`);
    }
  }
  return found.length === 0 ? undefined : new vscode.Hover(found.map(markdown), range);
}

function commandLink(
  words: string,
  tooltip: string,
  command: CommandId,
  uri: vscode.Uri,
  className: string | null,
): string {
  const target = encodeURIComponent(JSON.stringify([{ uri: uri.toString(), class: className }]));
  return `[${words}](command:${command}?${target} "${tooltip.replaceAll('"', "'")}")`;
}

function markdown(text: string): vscode.MarkdownString {
  const value = new vscode.MarkdownString(text);
  value.isTrusted = { enabledCommands: linkedCommands };
  return value;
}
