import * as vscode from 'vscode';
import type { ContextKeys } from '../context-keys.js';
import { withProgress } from '../progress.js';
import type { FolderEngine } from '../folder-engine.js';
import type { WorkspaceFolders } from '../workspace-folders.js';

/** Assesses every workspace folder, with progress in the status bar; what it finds reaches the surfaces through the store. */
export class WorkspaceAssessment {
  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly contextKeys: ContextKeys,
  ) {}

  async run(): Promise<void> {
    for (const engine of this.folders.all()) await assessFolder(engine);
    this.contextKeys.set('agentMigrator.workspaceAssessed', true);
  }
}

async function assessFolder({ folder, assessments }: FolderEngine): Promise<void> {
  const location = vscode.ProgressLocation.Window;
  await withProgress({ title: `Assessing agents in ${folder.name}`, location }, (operation) =>
    assessments.refresh(operation),
  );
  // The slower checks of agents run afterwards: scores are on screen by then.
  const paths = assessments
    .all()
    .filter(({ agents }) => agents.length > 0)
    .map(({ path }) => path);
  await withProgress({ title: `Checking that agents in ${folder.name} compile`, location }, (operation) =>
    assessments.verify(paths, operation),
  );
}
