import type * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.js';
import type { ContextKeys } from '../context-keys.js';
import { Disposables } from '../disposables.js';
import type { Log } from '../log.js';
import { didChangeSettings, settingsFor } from '../settings.js';
import { uriInFolder } from '../workspace-folders.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import { RiskBadges } from './badges.js';
import { AgentCodeLenses } from './code-lenses.js';
import { RiskDiagnostics } from './diagnostics.js';
import { ScoreExplanation } from './explanation.js';
import { FileChanges } from './file-changes.js';
import { RiskHovers } from './hovers.js';
import { RiskLanguageStatus } from './language-status.js';
import { LiveAssessment } from './live-assessment.js';
import { RiskStore } from './risk-store.js';
import { WorkspaceAssessment } from './workspace-assessment.js';

export interface RiskSources {
  readonly folders: WorkspaceFolders;
  readonly contextKeys: ContextKeys;
  readonly log: Log;
  /** The file was migrated here and can be rolled back. */
  readonly hasMigration: (uri: vscode.Uri) => boolean;
  readonly onDidChangeMigrations: vscode.Event<void>;
}

export interface RiskFeature extends Disposable {
  readonly store: RiskStore;
  readonly explanation: ScoreExplanation;
  readonly workspaceAssessment: WorkspaceAssessment;
}

/** Journey 1, the score while editing: one store, and the surfaces that show it. */
export function registerRisk(sources: RiskSources): RiskFeature {
  const { folders, contextKeys, log } = sources;
  const owned = new Disposables();
  const store = owned.add(new RiskStore(folders));
  const explanation = owned.add(new ScoreExplanation(folders, store));
  const lenses = owned.add(
    new AgentCodeLenses(store, { ...sources, settings: settingsFor, onDidChange: sources.onDidChangeMigrations }),
  );
  const resolve = (from: vscode.Uri, path: string): vscode.Uri => {
    const file = folders.find(from);
    return file === undefined ? from : uriInFolder(file.engine.folder, path);
  };
  const diagnostics = owned.add(new RiskDiagnostics(store, settingsFor, resolve));
  const badges = owned.add(new RiskBadges(store, (uri) => settingsFor(uri).badges));
  owned.add(new RiskHovers(store, settingsFor));
  const live = owned.add(new LiveAssessment(folders, { log, delayMs: (uri) => settingsFor(uri).assessDelayMs }));
  owned.add(new FileChanges(folders, log));
  owned.add(new RiskLanguageStatus(store, live));
  owned.add(
    didChangeSettings(() => {
      lenses.refresh();
      diagnostics.updateAll();
      badges.refresh();
    }),
  );
  const workspaceAssessment = new WorkspaceAssessment(folders, contextKeys);
  return { store, explanation, workspaceAssessment, dispose: () => owned.dispose() };
}
