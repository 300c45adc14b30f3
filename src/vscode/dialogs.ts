import * as vscode from 'vscode';

export type MessageKind = 'information' | 'warning' | 'error';

/** What is asked of the person. A port, because modal dialogs cannot be answered in an automated run. */
export interface Dialogs {
  /** A notification; resolves with the button chosen, `undefined` when it was closed. Never await it while holding something. */
  notify(kind: MessageKind, message: string, ...buttons: readonly string[]): Promise<string | undefined>;
  /** A modal question whose buttons carry verbs; `undefined` means no. */
  ask(message: string, detail: string, ...verbs: readonly string[]): Promise<string | undefined>;
  pick<T extends vscode.QuickPickItem>(items: readonly T[], options: PickOptions): Promise<T | undefined>;
  /** One line of text; `undefined` when the person gave up. */
  input(options: InputOptions): Promise<string | undefined>;
}

export interface InputOptions {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with a text, or `undefined`. */
  readonly problem: (text: string) => string | undefined;
}

export interface PickOptions {
  readonly title: string;
  readonly placeholder: string;
}

export class WindowDialogs implements Dialogs {
  async notify(kind: MessageKind, message: string, ...buttons: readonly string[]): Promise<string | undefined> {
    switch (kind) {
      case 'information':
        return vscode.window.showInformationMessage(message, ...buttons);
      case 'warning':
        return vscode.window.showWarningMessage(message, ...buttons);
      case 'error':
        return vscode.window.showErrorMessage(message, ...buttons);
    }
  }

  async ask(message: string, detail: string, ...verbs: readonly string[]): Promise<string | undefined> {
    return vscode.window.showWarningMessage(message, { modal: true, detail }, ...verbs);
  }

  async pick<T extends vscode.QuickPickItem>(items: readonly T[], options: PickOptions): Promise<T | undefined> {
    return vscode.window.showQuickPick(items, {
      title: options.title,
      placeHolder: options.placeholder,
      matchOnDescription: true,
      matchOnDetail: true,
    });
  }

  async input({ title, prompt, value, problem }: InputOptions): Promise<string | undefined> {
    return vscode.window.showInputBox({ title, prompt, value, validateInput: problem, ignoreFocusOut: true });
  }
}
