import * as vscode from 'vscode';
import type { Operation } from '../../app/operation.js';
import type { InPlaceValidator } from '../../app/ports/in-place-validator.js';
import type { Validation, ValidationReport } from '../../app/ports/validation.js';
import { nodeCommandLine } from '../../app/validation/node-command-line.js';
import type { CheckResult } from '../../core/validation/check-result.js';
import { commandLineText, performanceCommand } from '../../core/config/performance-command.js';
import { RefusedError } from '../../core/reason.js';
import { languageOfPath } from '../../core/workspace/workspace-modules.js';
import { Disposables } from '../disposables.js';
import type { FolderEngine } from '../folder-engine.js';
import { isCancelled } from '../present-error.js';
import { perFolder } from '../per-folder.js';
import type { RiskStore } from '../risk/risk-store.js';
import { uriInFolder } from '../workspace-folders.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import { AgentTests, type FileTests } from './agent-tests.js';
import type { ExecutionConsent } from './execution-consent.js';
import { findingLocation, showLocation } from './finding-location.js';
import { agentLocation, reportCheck } from './report-check.js';

export interface TestExplorerParts {
  readonly folders: WorkspaceFolders;
  readonly store: RiskStore;
  readonly consent: ExecutionConsent;
  readonly isTrusted: () => boolean;
  /** Its checks run what was agreed to. */
  readonly validationOf: (engine: FolderEngine) => Validation;
}

interface Checking {
  readonly run: vscode.TestRun;
  readonly validationOf: (engine: FolderEngine) => Validation;
}

/** The five checks of every agent in the Testing view. */
export class TestExplorer implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly controller = this.owned.add(vscode.tests.createTestController('agentMigrator', 'Agent Migrator'));
  private readonly tests: AgentTests;

  constructor(private readonly parts: TestExplorerParts) {
    this.tests = new AgentTests(this.controller, parts.store);
    this.owned.add(parts.store.onDidChange(() => this.tests.update()));
    this.addProfile('Check', false, true);
    this.addProfile('Check, Running Code', true, false);
  }

  /** Checks a file that was just migrated; answers with what failed, `undefined` when nothing did. */
  async checkFile(uri: vscode.Uri): Promise<ValidationReport | undefined> {
    const request = new vscode.TestRunRequest(this.tests.ofFile(uri));
    const cancellation = new vscode.CancellationTokenSource();
    const reports = await this.run(request, cancellation.token).finally(() => cancellation.dispose());
    return reports.find(({ checks }) => checks.some(({ status }) => status === 'fail'));
  }

  /** Checks each stage in its place, for a run over several files in which what fails is taken back at once; shows the last results. */
  inPlace(engine: FolderEngine): InPlaceValidator {
    const validation = this.validationOf(engine);
    return async (written, operation) => {
      const staged = await validation.validateStages(written, operation);
      this.publish(engine, written.path, staged.at(-1)?.checks ?? []);
      return staged;
    };
  }

  /** Shows the agent with its failed checks in the Testing view, and what failed first in an editor. */
  async showFailure(uri: vscode.Uri, { findings: [first] }: CheckResult): Promise<void> {
    const [item] = this.tests.ofFile(uri);
    if (item === undefined) return;
    await vscode.commands.executeCommand('vscode.revealTestInExplorer', item);
    const agent = agentLocation(item);
    const folder = this.parts.folders.find(uri)?.engine.folder;
    if (agent === undefined || folder === undefined || first === undefined) return;
    await showLocation(findingLocation(first, { uriOf: (path) => uriInFolder(folder, path), agent }));
  }

  /** The class of an agent or one of its checks in the Testing view; `undefined` for anything else. */
  classOf(item: unknown): string | undefined {
    return this.tests.classOf(item);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private addProfile(label: string, asks: boolean, isDefault: boolean): void {
    const handler = async (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> => {
      if (asks) await this.askFor(request, operationOf(token));
      await this.run(request, token);
    };
    this.owned.add(this.controller.createRunProfile(label, vscode.TestRunProfileKind.Run, handler, isDefault));
  }

  /** One consent for each command line that the checks would run. */
  private async askFor(request: vscode.TestRunRequest, operation: Operation): Promise<void> {
    for (const { uri } of this.tests.asked(request)) {
      const file = this.parts.folders.find(uri);
      if (file === undefined || !this.parts.isTrusted()) continue;
      const isPython = languageOfPath(file.path) === 'python';
      await this.parts.consent.request(isPython ? file.engine.pythonCommand() : nodeCommandLine);
      const { performance } = await file.engine.config();
      const command = performanceCommand(performance, file.path);
      if (command !== undefined) await this.parts.consent.request(commandLineText(command));
      const inForce = await file.engine.readContract({ path: file.path }, operation);
      const [program, ...rest] = inForce.contract.start ?? [];
      if (program !== undefined) await this.parts.consent.request(commandLineText([program, ...rest]));
    }
  }

  private async run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
  ): Promise<readonly ValidationReport[]> {
    const run = this.controller.createTestRun(request);
    const cancellation = new AbortController();
    const listeners = [token, run.token].map((one) => one.onCancellationRequested(() => cancellation.abort()));
    const reports: ValidationReport[] = [];
    try {
      const files = this.tests.asked(request);
      for (const { items } of files) for (const item of items) run.enqueued(item);
      const operation = { signal: cancellation.signal };
      const validationOf = perFolder((engine) => this.validationOf(engine));
      for (const file of files) {
        const report = await this.runFile({ run, validationOf }, file, operation);
        if (report !== undefined) reports.push(report);
      }
    } finally {
      for (const listener of listeners) listener.dispose();
      run.end();
    }
    return reports;
  }

  private async runFile(
    { run, validationOf }: Checking,
    { uri, only, items }: FileTests,
    operation: Operation,
  ): Promise<ValidationReport | undefined> {
    const file = this.parts.folders.find(uri);
    if (file === undefined || operation.signal.aborted) return undefined;
    if (!this.parts.isTrusted()) {
      for (const item of items) skip(run, item, 'This workspace is not trusted, so nothing in it is checked.');
      return undefined;
    }
    const { engine, path } = file;
    for (const item of items) run.started(item);
    try {
      await this.showInterpreter(engine, uri, operation);
      const report = await validationOf(engine).validate({ target: path, only }, operation);
      this.report(run, engine, items, report.checks);
      return report;
    } catch (error) {
      if (isCancelled(error)) return undefined;
      if (error instanceof RefusedError) for (const item of items) skip(run, item, error.message);
      else for (const item of items) run.errored(item, new vscode.TestMessage(String(error)));
      return undefined;
    }
  }

  private validationOf(engine: FolderEngine): Validation {
    return this.parts.validationOf(engine);
  }

  /** Shows results that came about outside the Testing view; whoever works elsewhere keeps the focus. */
  private publish(engine: FolderEngine, path: string, checks: readonly CheckResult[]): void {
    const agents = this.tests.ofFile(uriInFolder(engine.folder, path));
    if (agents.length === 0 || checks.length === 0) return;
    const request = new vscode.TestRunRequest(agents, undefined, undefined, false, true);
    const run = this.controller.createTestRun(request);
    for (const { items } of this.tests.asked(request)) this.report(run, engine, items, checks);
    run.end();
  }

  private report(
    run: vscode.TestRun,
    { folder }: FolderEngine,
    items: readonly vscode.TestItem[],
    checks: readonly CheckResult[],
  ): void {
    for (const result of checks) {
      const own = items.filter((item) => this.tests.checkOf(item) === result.id);
      for (const item of own) reportCheck(run, item, result, (path) => uriInFolder(folder, path));
    }
  }

  private async showInterpreter(engine: FolderEngine, uri: vscode.Uri, operation: Operation): Promise<void> {
    const isPython = languageOfPath(uri.path) === 'python';
    const name = isPython ? await engine.interpreter(operation) : nodeCommandLine;
    for (const item of this.tests.ofFile(uri)) item.description = name ?? 'no Python';
  }
}

function operationOf(token: vscode.CancellationToken): Operation {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return { signal: controller.signal };
}

function skip(run: vscode.TestRun, item: vscode.TestItem, reason: string): void {
  item.description = reason;
  run.skipped(item);
}
