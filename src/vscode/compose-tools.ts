import { createRequire } from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';
import { onceDone } from './once-done.js';
import type { MigrationLog } from './rollback/migration-log.js';
import type { RiskFeature } from './risk/register.js';
import type { EditorToolParts } from './tools/editor-tool-host.js';
import type * as tools from './tools/language-model-tools.js';
import type { WorkspaceFolders } from './workspace-folders.js';

interface ToolSources extends Pick<EditorToolParts, 'dialogs' | 'checks'> {
  readonly folders: WorkspaceFolders;
  readonly risk: RiskFeature;
  readonly migrations: MigrationLog;
}

/** Reads and builds the tools for language models. */
export function loadTools(
  context: vscode.ExtensionContext,
  { folders, risk, migrations, dialogs, checks }: ToolSources,
): tools.LanguageModelTools {
  const script = context.asAbsolutePath(path.join('dist', 'tools.js'));
  return (createRequire(script)(script) as typeof tools).createLanguageModelTools({
    engines: () => folders.all(),
    // An assessment gives way to a newer one, such as that of a folder that is added.
    assessed: onceDone(() => risk.assessWorkspace()),
    migrated: () => void migrations.refresh(),
    ...{ dialogs, checks },
  });
}
