import { realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import { loadConfig } from '../app/load-config.js';
import { readContract } from '../app/read-contract.js';
import type { Config } from '../core/config/config.js';
import { defaultConfig } from '../core/config/config.js';
import { WorkspaceAssessor } from '../app/workspace-assessor.js';
import { WorkspacePlanner } from '../app/workspace-planner.js';
import { loadAdapters } from './compose-adapters.js';
import type { FolderEngine } from './folder-engine.js';
import { EditorApplier } from './migrate/editor-applier.js';
import { tellCorrected } from './migrate/tell-corrected.js';
import type { TellCorrectedParts } from './migrate/tell-corrected.js';
import { altersTextOnSave, settingsFor } from './settings.js';
import { uriInFolder } from './workspace-folders.js';

/** Builds the engine of one workspace folder. Cheap: workers start and parsers load with their first use. */
export function createEngine(
  folder: vscode.WorkspaceFolder,
  extension: vscode.ExtensionContext,
  host: TellCorrectedParts,
): FolderEngine {
  const distDir = extension.asAbsolutePath('dist');
  const root = realPath(folder.uri.fsPath);
  const pythonPath = (): string | undefined => settingsFor(folder.uri).pythonPath || undefined;
  const gitCopies = (): boolean => settingsFor(folder.uri).gitCopies;
  const sizeLimitBytes = (): number => settingsFor(folder.uri).storeLimitBytes;
  const options = { root, environment: process.env, distDir, pythonPath, gitCopies, sizeLimitBytes };
  const ports = loadAdapters(distDir).createLocalPorts(options);
  const { files, changes, versionControl, compileCheck } = ports;
  const assessments = new WorkspaceAssessor(ports, defaultConfig);
  const config = async (): Promise<Config> => (await loadConfig(files)).config;
  const newPlanner = (readOnce: boolean): WorkspacePlanner['planFile'] =>
    new WorkspacePlanner(ports, { config, readOnce }).planFile;
  const applier = new EditorApplier({
    uriOf: (path) => uriInFolder(folder, path),
    bytesApplier: changes.applier,
    settler: changes.settler,
    altersOnSave: altersTextOnSave,
    isTrusted: () => vscode.workspace.isTrusted,
    corrected: (save) => void tellCorrected(host, save),
  });
  return {
    folder,
    assessments,
    files,
    storeKeeper: ports.storeKeeper,
    readContract: async (question, operation) => readContract(ports, await config(), question, operation),
    planOften: () => newPlanner(true),
    ports: { ...changes, applier, files, versionControl, compileCheck, planFile: newPlanner(false) },
    dispose: () => {
      assessments.dispose();
      void ports.dispose();
    },
  };
}

/** The path without links; what cannot be resolved stays as it is. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
