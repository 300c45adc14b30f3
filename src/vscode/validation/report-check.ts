import * as vscode from 'vscode';
import type { CheckFinding, CheckResult } from '../../core/validation/check-result.js';

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
  { message, path, line = 1, column = 1, expected, actual }: CheckFinding,
  item: vscode.TestItem,
  uriOf: (path: string) => vscode.Uri,
): vscode.TestMessage {
  const shown =
    expected === undefined || actual === undefined
      ? new vscode.TestMessage(message)
      : vscode.TestMessage.diff(message, expected, actual);
  const uri = path === undefined ? item.uri : uriOf(path);
  const position = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  if (uri !== undefined) shown.location = new vscode.Location(uri, position);
  return shown;
}
