import * as vscode from 'vscode';
import type { CheckFinding, CheckResult } from '../../core/validation/check-result.js';
import { findingLocation } from './finding-location.js';

/** Shows one result at its item: a failure with its places and what was expected, what was skipped with the reason. */
export function reportCheck(
  run: vscode.TestRun,
  item: vscode.TestItem,
  result: CheckResult,
  uriOf: (path: string) => vscode.Uri,
): void {
  item.description = result.status === 'skipped' ? result.detail : '';
  switch (result.status) {
    case 'pass':
      run.passed(item);
      break;
    case 'skipped':
      run.skipped(item);
      break;
    case 'fail':
      run.failed(
        item,
        result.findings.map((finding) => messageOf(finding, item, uriOf)),
      );
  }
  run.appendOutput(`${item.label}: ${result.status}. ${result.detail}\r\n`, undefined, item);
}

function messageOf(
  finding: CheckFinding,
  item: vscode.TestItem,
  uriOf: (path: string) => vscode.Uri,
): vscode.TestMessage {
  const { message, expected, actual } = finding;
  const shown =
    expected === undefined || actual === undefined
      ? new vscode.TestMessage(message)
      : vscode.TestMessage.diff(message, expected, actual);
  const agent = agentLocation(item);
  if (agent !== undefined) shown.location = findingLocation(finding, { uriOf, agent });
  return shown;
}

/** Of the agent to which an item or its parent belongs. */
export function agentLocation(item: vscode.TestItem): vscode.Location | undefined {
  const { uri, range, parent } = item;
  if (uri === undefined) return undefined;
  return new vscode.Location(uri, range ?? parent?.range ?? new vscode.Position(0, 0));
}
