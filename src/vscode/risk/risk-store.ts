import * as vscode from 'vscode';
import type { Assessment, FileAssessment } from '../../core/assess/assessment.js';
import { Disposables } from '../disposables.js';
import type { FolderEngine } from '../folder-engine.js';
import { uriInFolder } from '../workspace-folders.js';
import type { WorkspaceFolders } from '../workspace-folders.js';

export type FileRisk = Pick<FileAssessment, 'agents' | 'problems'>;

const nothing: FileRisk = { agents: [], problems: [] };

/** The assessments of all workspace folders by URI, with one event for all of them. Holds no copy of its own. */
export class RiskStore implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<readonly vscode.Uri[]>());
  /** Files whose assessment is another one now; none where folders were added or removed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly folders: WorkspaceFolders) {
    this.owned.add(folders.onDidCreateEngine((engine) => this.follow(engine)));
    // No file reads differently, but there are others, and the same folder may have another title.
    this.owned.add(folders.onDidChange(() => this.changed.fire([])));
  }

  risk(uri: vscode.Uri): FileRisk {
    const file = this.folders.find(uri);
    if (file === undefined) return nothing;
    return file.engine.assessments.get(file.path) ?? nothing;
  }

  agents(uri: vscode.Uri): readonly Assessment[] {
    return this.risk(uri).agents;
  }

  /** All agents of all folders, unsorted; `folder` is the title of theirs. */
  all(): readonly { readonly uri: vscode.Uri; readonly assessment: Assessment; readonly folder: string }[] {
    return this.folders.all().flatMap((engine) => {
      const title = this.folders.titleOf(engine);
      return engine.assessments.all().flatMap(({ path, agents }) => {
        const uri = uriInFolder(engine.folder, path);
        return agents.map((assessment) => ({ uri, assessment, folder: title }));
      });
    });
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** The engine outlives this listener only by its own disposal, which ends its events. */
  private follow({ folder, assessments }: FolderEngine): void {
    this.owned.add(
      assessments.onDidChange((paths) => this.changed.fire(paths.map((path) => uriInFolder(folder, path)))),
    );
  }
}
