import { agentName } from '../core/assess/agent-name.js';
import * as vscode from 'vscode';
import type { Assessment } from '../core/assess/assessment.js';
import { activeTarget, targetsFrom } from './agent-target.js';
import type { AgentTarget } from './agent-target.js';
import type { Dialogs } from './dialogs.js';
import type { RiskStore } from './risk/risk-store.js';
import { levelIcons, readinessTitle, riskTitle } from './risk/wording.js';

interface AgentItem extends vscode.QuickPickItem {
  readonly target: AgentTarget;
}

/** Finds what a command is to work on: what it was given, else the agents of the active editor, else what the person picks. */
export class TargetChooser {
  constructor(
    private readonly store: RiskStore,
    private readonly dialogs: Dialogs,
  ) {}

  /** Files; a folder stands for the agent files in it that are wanted. Empty when the person picked nothing. */
  async files(args: readonly unknown[], title: string): Promise<readonly AgentTarget[]> {
    const given = targetsFrom(args);
    if (given.length > 0) return (await Promise.all(given.map((target) => this.expand(target)))).flat();
    const active = activeTarget();
    if (active !== undefined && this.store.agents(active.uri).length > 0) return [active];
    const picked = await this.pick(title);
    return picked === undefined ? [] : [picked];
  }

  async file(args: readonly unknown[], title: string): Promise<AgentTarget | undefined> {
    return (await this.files(args, title))[0];
  }

  private async expand(target: AgentTarget): Promise<readonly AgentTarget[]> {
    const { type } = await vscode.workspace.fs.stat(target.uri);
    if ((type & vscode.FileType.Directory) === 0) return [target];
    const inside = this.store.all().filter(({ uri }) => uri.path.startsWith(`${target.uri.path}/`));
    return [...new Map(inside.map(({ uri }) => [uri.toString(), { uri }])).values()];
  }

  private async pick(title: string): Promise<AgentTarget | undefined> {
    const agents = [...this.store.all()].sort((a, b) => b.assessment.score - a.assessment.score);
    const items = agents.map(({ uri, assessment }) => agentItem(uri, assessment));
    const placeholder = items.length === 0 ? 'No agents are known yet: assess the workspace first' : 'Which agent?';
    return (await this.dialogs.pick(items, { title, placeholder }))?.target;
  }
}

function agentItem(uri: vscode.Uri, assessment: Assessment): AgentItem {
  return {
    label: `$(${levelIcons[assessment.level]}) ${agentName(assessment)}`,
    description: `${riskTitle(assessment)} · ${readinessTitle(assessment)}`,
    detail: assessment.path,
    target: { uri, ...(assessment.class === null ? {} : { class: assessment.class }) },
  };
}
