import * as vscode from 'vscode';

/** Every context key of the extension with its value at start; `when` clauses in package.json use these names. */
const contextKeys = {
  'agentMigrator.previewOpen': false,
  'agentMigrator.previewIsMigration': false,
  'agentMigrator.previewHasSeveralStages': false,
  'agentMigrator.previewIsCombined': false,
  'agentMigrator.assessing': false,
  'agentMigrator.workspaceAssessed': false,
  'agentMigrator.hasPlannedEdits': false,
  'agentMigrator.hasMigrations': false,
  'agentMigrator.hasAgents': false,
  'agentMigrator.agentsFiltered': false,
  'agentMigrator.agentsTicked': false,
  'agentMigrator.agentsByWave': false,
  'agentMigrator.wavesEdited': false,
  'agentMigrator.runWaits': false,
  'agentMigrator.runScheduled': false,
  'agentMigrator.runGoesOn': false,
} as const;

export type ContextKey = keyof typeof contextKeys;

/** Owns the context keys: tells VS Code only about changes. */
export class ContextKeys {
  private readonly values = new Map<ContextKey, boolean>(Object.entries(contextKeys) as [ContextKey, boolean][]);

  set(key: ContextKey, value: boolean): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
