import * as vscode from 'vscode';
import type { CheckFinding } from '../../core/validation/check-result.js';

export interface FindingPlaces {
  readonly uriOf: (path: string) => vscode.Uri;
  /** Where the agent is: for what has no place of its own. */
  readonly agent: vscode.Location;
}

/** Where a person looks at what a check found: its line, else the agent's. */
export function findingLocation(
  { path, line, column = 1 }: CheckFinding,
  { uriOf, agent }: FindingPlaces,
): vscode.Location {
  const uri = path === undefined ? agent.uri : uriOf(path);
  if (line === undefined && uri.toString() === agent.uri.toString()) return agent;
  return new vscode.Location(uri, new vscode.Position(Math.max(0, (line ?? 1) - 1), Math.max(0, column - 1)));
}

/** Opens what a check found in an editor, with the cursor at its place. */
export async function showLocation({ uri, range }: vscode.Location): Promise<void> {
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(range.start, range.start), preview: false });
}
