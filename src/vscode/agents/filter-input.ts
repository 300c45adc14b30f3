import * as vscode from 'vscode';

/** Asks for a filter that is tried with every key; giving up brings back the one before. */
export async function askForFilter(before: string, show: (filter: string) => void): Promise<void> {
  const input = vscode.window.createInputBox();
  input.title = 'Filter agents';
  input.prompt = 'Words of the name, the path, the level, the track or the readiness, such as "high ready voice"';
  input.value = before;
  input.onDidChangeValue(show);
  const kept = await new Promise<string>((resolve) => {
    input.onDidAccept(() => resolve(input.value));
    input.onDidHide(() => resolve(before));
    input.show();
  });
  input.dispose();
  show(kept);
}
