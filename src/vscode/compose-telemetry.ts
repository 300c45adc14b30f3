import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';
import { lazyObservation } from '../node/telemetry/lazy-observation.js';
import { realPath } from './compose-engine.js';
import type { CommandId } from './commands.js';
import type { Log } from './log.js';
import type { RiskStore } from './risk/risk-store.js';
import type { MigrationLog } from './rollback/migration-log.js';
import { didChangeSettings, settingsFor } from './settings.js';
import type { AgentStatuses } from './telemetry/agent-statuses.js';
import type * as telemetry from './telemetry/telemetry.js';
import { visibleAgents } from './telemetry/visible-agents.js';
import type { WorkspaceFolders } from './workspace-folders.js';

export interface TelemetryParts {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly folders: WorkspaceFolders;
  readonly migrations: MigrationLog;
  readonly statuses: AgentStatuses;
  readonly store: RiskStore;
}

/** Telemetry in the editor. It stands in a file of its own, which activation does not read. */
export function createTelemetry(parts: TelemetryParts): telemetry.Telemetry {
  const { context, log, folders, migrations, statuses, store } = parts;
  const distDir = context.asAbsolutePath('dist');
  const script = path.join(distDir, 'telemetry.js');
  const { Telemetry } = createRequire(script)(script) as typeof telemetry;
  const nowhere = { key: '', root: distDir, agents: () => [] };
  return new Telemetry({
    extensionUri: context.extensionUri,
    places: () => {
      const [first = nowhere, ...others] = folders.all().map(({ folder }) => ({
        key: folder.uri.toString(),
        root: folder.uri.fsPath,
        agents: () => visibleAgents(folders, store, folder),
      }));
      return [first, ...others];
    },
    createObservation: (root) =>
      lazyObservation({
        root: realPath(root),
        environment: process.env,
        distDir,
        nvidiaSmiPath: settingsFor().telemetry.nvidiaSmiPath,
        intervalMs: () => settingsFor().telemetry.intervalMs,
      }),
    settings: () => settingsFor().telemetry,
    onDidChangeSettings: didChangeSettings,
    migrations,
    statuses,
    onError: (error) => log.error('Measuring the machine failed', error),
    showCommand: 'agentMigrator.showDashboard' satisfies CommandId,
  });
}
