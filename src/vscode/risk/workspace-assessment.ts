import * as vscode from 'vscode';
import type { ContextKeys } from '../context-keys.js';
import type { Disposable } from '../../core/emitter.js';
import type { FolderEngine } from '../folder-engine.js';
import { withWindowProgress } from '../progress.js';
import type { WorkspaceFolders } from '../workspace-folders.js';

/** Assesses every workspace folder, with progress in the status bar; what it finds reaches the surfaces through the store. */
export class WorkspaceAssessment implements Disposable {
  private running = new AbortController();

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly contextKeys: ContextKeys,
  ) {}

  /** A run that is still going on gives way to the new one. */
  async run(): Promise<void> {
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    for (const engine of this.folders.all()) await assessFolder(engine, signal);
    this.contextKeys.set('agentMigrator.workspaceAssessed', true);
  }

  dispose(): void {
    this.running.abort();
  }
}

async function assessFolder({ folder, assessments }: FolderEngine, signal: AbortSignal): Promise<void> {
  await withWindowProgress(`Assessing agents in ${folder.name}`, signal, (operation) => assessments.refresh(operation));
  if (!vscode.workspace.isTrusted) return;
  // The slower checks of agents, with the interpreter, run afterwards: scores are on screen by then.
  const agentFiles = assessments.all().filter(({ agents }) => agents.length > 0);
  const paths = agentFiles.map(({ path }) => path);
  await withWindowProgress(`Checking agents in ${folder.name}`, signal, (operation) =>
    assessments.verify(paths, operation),
  );
}
