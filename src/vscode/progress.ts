import * as vscode from 'vscode';
import type { Operation } from '../app/operation.js';

export interface ProgressOptions {
  readonly title: string;
  readonly location: vscode.ProgressLocation;
}

/** Runs work with VS Code's progress: cancelling there aborts the work, and counted progress moves the bar. */
export async function withProgress<T>(
  options: ProgressOptions,
  work: (operation: Operation) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress({ ...options, cancellable: true }, async (progress, token) => {
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    let shownPercent = 0;
    try {
      return await work({
        signal: controller.signal,
        onProgress: ({ done, total, label }) => {
          const percent = total === undefined || total === 0 ? 0 : (100 * done) / total;
          const message = total === undefined ? label : `${label} (${done} of ${total})`;
          progress.report({ message, increment: Math.max(0, percent - shownPercent) });
          shownPercent = Math.max(shownPercent, percent);
        },
      });
    } finally {
      listener.dispose();
    }
  });
}
