import * as vscode from 'vscode';
import { until } from './until.js';

/** The extension's lenses of a document, once the first of them says what is waited for. */
export async function scoreLenses(document: vscode.TextDocument, title: string): Promise<readonly vscode.CodeLens[]> {
  let lenses: readonly vscode.CodeLens[] = [];
  await until(`a lens says "${title}"`, async () => {
    lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 9);
    return lenses[0]?.command?.title.includes(title) === true;
  });
  return lenses;
}

export function ownDiagnostics({ uri }: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Agent Migrator');
}

export function codeOf(code: vscode.Diagnostic['code']): string | number | undefined {
  return typeof code === 'object' ? code.value : code;
}

export async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const parts = hovers.flatMap(({ contents }) => contents);
  return parts.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')).join('\n');
}
