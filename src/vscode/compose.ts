import * as vscode from 'vscode';
import type { Disposable } from '../core/emitter.js';
import { TargetChooser } from './choose-target.js';
import { CommandRunner } from './command-runner.js';
import type { CommandHandlers, CommandId } from './commands.js';
import { createEngine } from './compose-engine.js';
import { fleetHandlers, loadFleet } from './compose-fleet.js';
import { loadRollingBack } from './compose-rollback.js';
import { loadTesting } from './compose-testing.js';
import { loadTools } from './compose-tools.js';
import { createTelemetry, telemetryHandlers } from './compose-telemetry.js';
import { openConfiguration } from './configuration/configuration-command.js';
import { ContextKeys } from './context-keys.js';
import { WindowDialogs, type Dialogs } from './dialogs.js';
import { Disposables } from './disposables.js';
import { DraftFiles } from './draft-files.js';
import { openExampleFleet, showWalkthroughOfExample } from './example-fleet.js';
import { createLog } from './log.js';
import type { Log } from './log.js';
import { registerMigration } from './migrate/register.js';
import { lazy } from './lazy.js';
import { ErrorPresenter, isCancelled } from './present-error.js';
import { Previews } from './preview/previews.js';
import { ProjectConfiguration } from './configuration/project-configuration.js';
import { registerRestore } from './restore/register.js';
import { registerRisk } from './risk/register.js';
import { registerRollback } from './rollback/register.js';
import { settingsFor } from './settings/settings.js';
import { AgentStatuses } from './telemetry/agent-statuses.js';
import type { LanguageModelTools } from './tools/language-model-tools.js';
import { WorkspaceFolders } from './workspace-folders.js';
import type { Testing } from './validation/testing.js';
import { writeContract } from './configuration/write-contract-command.js';

export interface Extension extends Disposable {
  /** Runs one of the commands. Never rejects: whoever uses it is told about a failure. */
  readonly run: (id: CommandId, args: readonly unknown[]) => Promise<unknown>;
  /** What language models may call; read with the first call. */
  readonly tools: () => LanguageModelTools;
  /** Begins what takes time, once activation is over. Never rejects. */
  start(): Promise<void>;
}

/** The one place where adapters meet ports: builds everything, owns everything, does nothing slow. */
export function compose(context: vscode.ExtensionContext): Extension {
  const owned = new Disposables();
  const log = owned.add(createLog());
  const dialogs = new WindowDialogs();
  const contextKeys = new ContextKeys();
  const failures = new ErrorPresenter(dialogs, log);
  const told = { previews: owned.add(new Previews(contextKeys)), dialogs, log, failures };
  const folders = owned.add(new WorkspaceFolders((folder) => createEngine(folder, context, told)));
  const host = { ...told, folders, contextKeys, drafts: owned.add(new DraftFiles()) };
  const rollback = owned.add(registerRollback({ ...host, load: (parts) => loadRollingBack(context, parts) }));
  const statuses = owned.add(new AgentStatuses());
  const risk = owned.add(registerRisk({ ...host, migrations: rollback.log, statuses }));
  const targets = new TargetChooser(risk.store, dialogs);
  const testing = lazy(() => owned.add(loadTesting(context, { ...host, targets, store: risk.store })));
  const shown = { ...host, targets, migrations: rollback.log, statuses, store: risk.store, checks: testing };
  const fleet = lazy(() => owned.add(loadFleet(context, shown, (uri) => telemetry().observation(uri))));
  const migration = owned.add(registerMigration({ ...shown, several: () => fleet().several }));
  const telemetry = lazy(() => owned.add(createTelemetry({ ...shown, context })));
  const handlers: CommandHandlers = {
    ...risk.handlers,
    ...migration.handlers,
    ...rollback.handlers,
    ...owned.add(registerRestore({ ...host, targets, store: risk.store })).handlers,
    ...doorHandlers(context, dialogs, log),
    ...writingHandlers(folders, dialogs, testing),
    ...telemetryHandlers(telemetry),
    ...fleetHandlers(fleet),
  };
  const tools = lazy(() => loadTools(context, { ...shown, risk }));
  const configuration = owned.add(new ProjectConfiguration(folders, log));
  const start = (): Promise<void> =>
    withoutRejecting(log, async () => {
      for (const load of [fleet, telemetry, testing]) load();
      await Promise.all([showWalkthroughOfExample(context), ...folders.all().map((one) => configuration.load(one))]);
      const recovered = rollback.start().then(() => fleet().start());
      await Promise.all([recovered, settingsFor().assessOnStartup ? risk.assessWorkspace() : undefined]);
    });
  startAgain(owned, start);
  return { run: new CommandRunner(handlers, failures).run, tools, start, dispose: () => owned.dispose() };
}

/** Trust allows what waited for it: recovery, and the checks that run an interpreter. */
function startAgain(owned: Disposables, start: () => Promise<void>): void {
  owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void start()));
  owned.add(vscode.workspace.onDidChangeWorkspaceFolders(() => void start()));
}

async function withoutRejecting(log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isCancelled(error)) log.error('The work after activation failed', error);
  }
}

/** Commands that write something for a person to keep. */
function writingHandlers(folders: WorkspaceFolders, dialogs: Dialogs, testing: () => Testing) {
  return {
    'agentMigrator.writeContract': (...args) => writeContract(folders, dialogs, args),
    'agentMigrator.writeParallelTest': (...args) => testing().writeTest(args),
  } satisfies Partial<CommandHandlers>;
}

/** Commands that only open something. */
function doorHandlers(context: vscode.ExtensionContext, dialogs: Dialogs, log: ReturnType<typeof createLog>) {
  return {
    'agentMigrator.showLog': () => log.show(),
    'agentMigrator.openConfiguration': (...args) => openConfiguration(args),
    'agentMigrator.openExampleFleet': () => openExampleFleet(context, dialogs),
    'agentMigrator.openSettings': () =>
      vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
  } satisfies Partial<CommandHandlers>;
}
