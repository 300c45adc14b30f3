import * as vscode from 'vscode';
import { createLocalPorts } from '../node/local-ports.js';
import { registerCommands } from './commands.js';
import type { CommandId } from './commands.js';
import { openConfiguration } from './configuration-command.js';
import { ContextKeys } from './context-keys.js';
import { WindowDialogs } from './dialogs.js';
import type { Disposable } from '../core/emitter.js';
import { Disposables } from './disposables.js';
import type { FolderEngine } from './folder-engine.js';
import { createLog } from './log.js';
import type { Log } from './log.js';
import { noAssessments } from './no-assessments.js';
import { ErrorPresenter } from './present-error.js';
import { registerRisk } from './risk/register.js';
import { didChangeSettings, settingsFor } from './settings.js';
import { Telemetry } from './telemetry/telemetry.js';
import { waitingForTheEngine } from './waiting-for-the-engine.js';
import { WorkspaceFolders } from './workspace-folders.js';

export interface Extension extends Disposable {
  /** Begins what takes time, once activation is over. */
  start(): void;
}

/** The one place where adapters meet ports: builds everything, owns everything, does nothing slow. */
export function compose(context: vscode.ExtensionContext): Extension {
  const owned = new Disposables();
  const log = owned.add(createLog());
  const presenter = new ErrorPresenter(new WindowDialogs(), log);
  const contextKeys = new ContextKeys();
  const distDir = context.asAbsolutePath('dist');
  const folders = owned.add(new WorkspaceFolders((folder) => createEngine(folder, distDir)));
  const migrationsChanged = owned.add(new vscode.EventEmitter<void>());
  const risk = owned.add(
    registerRisk({
      folders,
      contextKeys,
      log,
      hasMigration: () => false,
      onDidChangeMigrations: migrationsChanged.event,
    }),
  );
  const telemetry = owned.add(createTelemetry(context, log));
  owned.add(
    registerCommands(
      {
        'agentMigrator.assessWorkspace': () => risk.workspaceAssessment.run(),
        'agentMigrator.explainScore': (...args) => risk.explanation.show(args),
        'agentMigrator.openConfiguration': (...args) => openConfiguration(args),
        'agentMigrator.openSettings': () =>
          vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
        'agentMigrator.showLog': () => log.show(),
        'agentMigrator.showDashboard': () => telemetry.showPanel(),
        ...waitingForTheEngine(),
      },
      (error, retry) => presenter.present(error, retry),
    ),
  );
  return {
    start: () => {
      if (settingsFor().assessOnStartup) void risk.workspaceAssessment.run();
    },
    dispose: () => owned.dispose(),
  };
}

function createTelemetry(context: vscode.ExtensionContext, log: Log): Telemetry {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? context.extensionPath;
  const ports = createLocalPorts({ root, environment: process.env, distDir: context.asAbsolutePath('dist') });
  return new Telemetry({
    extensionUri: context.extensionUri,
    createSource: ports.createTelemetry,
    settings: () => settingsFor().telemetry,
    onDidChangeSettings: didChangeSettings,
    onError: (error) => log.error('Measuring the machine failed', error),
    showCommand: 'agentMigrator.showDashboard' satisfies CommandId,
  });
}

function createEngine(folder: vscode.WorkspaceFolder, distDir: string): FolderEngine {
  const ports = createLocalPorts({ root: folder.uri.fsPath, environment: process.env, distDir });
  const assessments = noAssessments();
  return {
    folder,
    assessments,
    dispose: () => {
      assessments.dispose();
      void ports.dispose();
    },
  };
}
