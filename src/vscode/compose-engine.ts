import { realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import { loadConfig } from '../app/load-config.js';
import type { WorkspacePorts } from '../app/ports/workspace-ports.js';
import { readContract } from '../app/contract/read-contract.js';
import type { Config } from '../core/config/config.js';
import { defaultConfig } from '../core/config/config.js';
import { WorkspaceAssessor } from '../app/assess/workspace-assessor.js';
import { WorkspacePlanner } from '../app/plan/workspace-planner.js';
import { lazyValidation } from '../node/validation/lazy-validation.js';
import { loadAdapters } from './compose-adapters.js';
import type { FolderEngine } from './folder-engine.js';
import { inBackground } from './in-background.js';
import { EditorApplier } from './migrate/editor-applier.js';
import { tellCorrected } from './migrate/tell-corrected.js';
import type { TellCorrectedParts } from './migrate/tell-corrected.js';
import { SelectedInterpreter } from './settings/selected-interpreter.js';
import { altersTextOnSave, settingsFor } from './settings/settings.js';
import { uriInFolder } from './workspace-folders.js';

/** Builds the engine of one workspace folder. Cheap: workers start and parsers load with their first use. */
export function createEngine(
  folder: vscode.WorkspaceFolder,
  extension: vscode.ExtensionContext,
  host: TellCorrectedParts,
): FolderEngine {
  const distDir = extension.asAbsolutePath('dist');
  const root = realPath(folder.uri.fsPath);
  const selected = new SelectedInterpreter(folder.uri);
  const pythonPath = (): string | undefined => settingsFor(folder.uri).pythonPath || selected.executable;
  const gitCopies = (): boolean => settingsFor(folder.uri).gitCopies;
  const sizeLimitBytes = (): number => settingsFor(folder.uri).storeLimitBytes;
  const options = { root, environment: process.env, distDir, pythonPath, gitCopies, sizeLimitBytes };
  const ports = loadAdapters(distDir).createLocalPorts(options);
  const { files, changes, versionControl, compileCheck } = ports;
  const assessments = new WorkspaceAssessor(ports, defaultConfig);
  const config = async (): Promise<Config> => (await loadConfig(files)).config;
  const newPlanner = (readOnce: boolean): WorkspacePlanner['planFile'] =>
    new WorkspacePlanner(ports, { config, readOnce }).planFile;
  const applier = createApplier(folder, changes, host);
  return {
    folder,
    assessments,
    files,
    config,
    storeKeeper: ports.storeKeeper,
    questions: ports.questions,
    readContract: async (question, operation) => readContract(ports, await config(), question, operation),
    ...checking(ports, { root, distDir, config, selected, pythonPath }),
    planOften: () => newPlanner(true),
    ports: { ...changes, applier, files, versionControl, compileCheck, planFile: newPlanner(false) },
    dispose: () => {
      assessments.dispose();
      void ports.dispose();
    },
  };
}

function createApplier(
  folder: vscode.WorkspaceFolder,
  { applier, settler }: Pick<WorkspacePorts['changes'], 'applier' | 'settler'>,
  host: TellCorrectedParts,
): EditorApplier {
  return new EditorApplier({
    uriOf: (path) => uriInFolder(folder, path),
    bytesApplier: applier,
    settler,
    altersOnSave: altersTextOnSave,
    isTrusted: () => vscode.workspace.isTrusted,
    corrected: (save) => inBackground(host.failures, () => tellCorrected(host, save)),
  });
}

interface CheckingParts {
  readonly root: string;
  readonly distDir: string;
  readonly config: () => Promise<Config>;
  readonly selected: SelectedInterpreter;
  readonly pythonPath: () => string | undefined;
}

function checking(
  ports: WorkspacePorts,
  { root, distDir, config, selected, pythonPath }: CheckingParts,
): Pick<FolderEngine, 'createValidation' | 'pythonCommand' | 'interpreter'> {
  return {
    createValidation: (execution) =>
      lazyValidation({ ...ports, config, execution }, { root, environment: process.env, distDir }),
    pythonCommand: () => pythonPath() ?? 'python3',
    interpreter: async (operation) => {
      await selected.look();
      const found = await ports.compileCheck.interpreter(operation);
      return 'name' in found ? found.name : undefined;
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
