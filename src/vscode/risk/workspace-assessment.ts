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
    const running = new AbortController();
    this.running = running;
    this.contextKeys.set('agentMigrator.assessing', true);
    try {
      for (const engine of this.folders.all()) await scoreFolder(engine, running.signal);
      this.contextKeys.set('agentMigrator.workspaceAssessed', true);
    } finally {
      if (this.running === running) this.contextKeys.set('agentMigrator.assessing', false);
    }
    if (!vscode.workspace.isTrusted) return;
    for (const engine of this.folders.all()) await checkFolder(engine, running.signal);
  }

  dispose(): void {
    this.running.abort();
  }
}

async function scoreFolder({ folder, assessments }: FolderEngine, signal: AbortSignal): Promise<void> {
  await withWindowProgress(`Assessing agents in ${folder.name}`, signal, (operation) => assessments.refresh(operation));
}

/** The slower checks of agents, with the interpreter: scores are on screen by then. */
async function checkFolder({ folder, assessments }: FolderEngine, signal: AbortSignal): Promise<void> {
  const agentFiles = assessments.all().filter(({ agents }) => agents.length > 0);
  const paths = agentFiles.map(({ path }) => path);
  await withWindowProgress(`Checking agents in ${folder.name}`, signal, (operation) =>
    assessments.verify(paths, operation),
  );
}
