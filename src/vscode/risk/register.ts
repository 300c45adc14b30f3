import type * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.js';
import type { CommandHandlers } from '../commands.js';
import type { ContextKeys } from '../context-keys.js';
import { Disposables } from '../disposables.js';
import type { Log } from '../log.js';
import type { MigrationLog } from '../rollback/migration-log.js';
import { didChangeSettings, settingsFor } from '../settings/settings.js';
import type { AgentStatuses } from '../telemetry/agent-statuses.js';
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
  readonly migrations: MigrationLog;
  readonly statuses: AgentStatuses;
}

export type RiskHandlers = Pick<CommandHandlers, 'agentMigrator.assessWorkspace' | 'agentMigrator.explainScore'>;

export interface RiskFeature extends Disposable {
  readonly store: RiskStore;
  readonly handlers: RiskHandlers;
  assessWorkspace(): Promise<void>;
}

/** Journey 1, the score while editing: one store, and the surfaces that show it. */
export function registerRisk(sources: RiskSources): RiskFeature {
  const { folders, contextKeys, log, migrations, statuses } = sources;
  const owned = new Disposables();
  const store = owned.add(new RiskStore(folders));
  const explanation = owned.add(new ScoreExplanation(folders, store));
  const lenses = owned.add(
    new AgentCodeLenses(store, {
      settings: settingsFor,
      hasMigration: (uri) => migrations.standing(uri) !== undefined,
      statusOf: (uri, name) => statuses.textOf(uri, name),
      onDidChange: [migrations.onDidChange, statuses.onDidChange],
    }),
  );
  const resolve = (from: vscode.Uri, path: string): vscode.Uri => {
    const file = folders.find(from);
    return file === undefined ? from : uriInFolder(file.engine.folder, path);
  };
  const diagnostics = owned.add(new RiskDiagnostics(store, settingsFor, resolve));
  const badges = owned.add(new RiskBadges(store, (uri) => settingsFor(uri).badges));
  owned.add(new RiskHovers(store, { settings: settingsFor, statusOf: (uri, name) => statuses.textOf(uri, name) }));
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
  const workspaceAssessment = owned.add(new WorkspaceAssessment(folders, contextKeys));
  const assessWorkspace = (): Promise<void> => workspaceAssessment.run();
  const handlers: RiskHandlers = {
    'agentMigrator.assessWorkspace': assessWorkspace,
    'agentMigrator.explainScore': (...args) => explanation.show(args),
  };
  return { store, handlers, assessWorkspace, dispose: () => owned.dispose() };
}
