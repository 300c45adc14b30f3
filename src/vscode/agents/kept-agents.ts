import * as vscode from 'vscode';
import type { Assessment } from '../../core/assess/assessment.js';
import { matchesAgent } from '../../core/config/agent-pattern.js';
import { configFileName } from '../../core/config/config-file-name.js';
import { withoutPreserved, withPreserved } from '../../core/config/write-preserved.js';
import { RefusedError } from '../../core/reason.js';
import type { AgentPlace } from '../../core/workspace/agent-references.js';
import type { TargetChooser } from '../choose-target.js';
import { configurationFile } from '../configuration/configuration-file.js';
import type { Dialogs } from '../dialogs.js';
import { applyLineEdits } from '../migrate/apply-line-edits.js';
import type { RiskStore } from '../risk/risk-store.js';
import type { WorkspaceFile, WorkspaceFolders } from '../workspace-folders.js';

export interface KeptAgentsParts {
  readonly folders: WorkspaceFolders;
  readonly store: RiskStore;
  readonly targets: TargetChooser;
  readonly dialogs: Dialogs;
}

interface FoundAgent {
  readonly file: WorkspaceFile;
  readonly place: Pick<Assessment, keyof AgentPlace | 'reason'>;
}

/** Agents that stay as they are, with a reason, in the project configuration: no plan, no wave and no command line migrates them. */
export class KeptAgents {
  constructor(private readonly parts: KeptAgentsParts) {}

  async keep(args: readonly unknown[]): Promise<void> {
    const found = await this.find(args, 'Keep an agent as it is');
    if (found === undefined) return;
    const { file, place } = found;
    const agent = this.nameOf(place);
    const reason = await this.parts.dialogs.input({
      title: `Keep ${agent} as it is`,
      prompt: `Why? The reason is kept in ${configFileName} and shown wherever the agent is left out`,
      value: '',
      problem: (text) => (text.trim() === '' ? 'Write a reason' : undefined),
    });
    if (reason === undefined) return;
    await rewrite(file, `Keep ${agent}`, (text) => withPreserved(text, { agent, reason: reason.trim() }));
  }

  async release(args: readonly unknown[]): Promise<void> {
    const found = await this.find(args, 'Migrate an agent after all');
    if (found === undefined) return;
    const { file, place } = found;
    const name = this.nameOf(place);
    const { preserve } = await file.engine.config();
    if (preserve.some(({ agent }) => matchesAgent(agent, place.path, place.class))) {
      await rewrite(file, `Release ${name}`, (text) => withoutPreserved(text, place));
      return;
    }
    const message = `${name} is not kept as it is by ${configFileName}. ${place.reason?.message ?? ''}`.trimEnd();
    void this.parts.dialogs.notify('information', message);
  }

  private async find(args: readonly unknown[], title: string): Promise<FoundAgent | undefined> {
    const target = await this.parts.targets.file(args, title);
    const file = target === undefined ? undefined : this.parts.folders.find(target.uri);
    if (target === undefined || file === undefined) return undefined;
    const agents = this.parts.store.agents(target.uri);
    const agent = agents.find(({ class: name }) => target.class === undefined || name === target.class);
    return agent && { file, place: agent };
  }

  /** By the class where no other agent of the workspace has its name, else by the file. */
  private nameOf({ path, class: name }: AgentPlace): string {
    const isUnique = this.parts.store.all().filter(({ assessment }) => assessment.class === name).length === 1;
    return name !== null && isUnique ? name : path;
  }
}

/** Changes the configuration in its document, where it can be undone, and saves it. */
async function rewrite(
  { engine: { folder } }: WorkspaceFile,
  label: string,
  change: (text: string | undefined) => string,
): Promise<void> {
  const { uri, exists } = await configurationFile(folder);
  if (!exists) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(change(undefined)));
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.isDirty) {
    const message = `${configFileName} has unsaved changes. Save or discard them, then try again.`;
    throw new RefusedError({ code: 'dirty', message });
  }
  const before = document.getText();
  await applyLineEdits(document, before, change(before), label);
  await document.save();
}
