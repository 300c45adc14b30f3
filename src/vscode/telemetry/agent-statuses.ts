import * as vscode from 'vscode';

/** Whether agents run, in words, by file and class. Filled by telemetry when it measures, read by lenses and hovers. */
export class AgentStatuses implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private texts: ReadonlyMap<string, string> = new Map();

  textOf(uri: vscode.Uri, className: string | null): string | undefined {
    return this.texts.get(statusKey(uri, className));
  }

  /** All that is known now, by `statusKey`; lenses are asked for anew only when it reads differently. */
  replace(texts: ReadonlyMap<string, string>): void {
    const isSame = texts.size === this.texts.size && [...texts].every(([key, text]) => this.texts.get(key) === text);
    if (isSame) return;
    this.texts = texts;
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}

export function statusKey(uri: vscode.Uri, className: string | null): string {
  return `${uri.toString()}#${className ?? ''}`;
}
