import * as vscode from 'vscode';
import type { Operation } from '../app/operation.js';

/** Work that is done sooner needs no notification. */
const visibleAfterMs = 1000;

/** Runs work in the background, with progress in the status bar. */
export async function withWindowProgress<T>(
  title: string,
  signal: AbortSignal,
  work: (operation: Operation) => Promise<T>,
): Promise<T> {
  const options = { title, location: vscode.ProgressLocation.Window };
  return vscode.window.withProgress(options, (progress) => work({ signal, onProgress: reporter(progress) }));
}

/** Runs work that a person waits for; when it takes over a second, a notification shows how far it is and can cancel it. */
export async function withCancellableProgress<T>(
  title: string,
  work: (operation: Operation) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let report: NonNullable<Operation['onProgress']> = () => undefined;
  const running = work({ signal: controller.signal, onProgress: (progress) => report(progress) });
  const timer = setTimeout(() => {
    const options = { title, location: vscode.ProgressLocation.Notification, cancellable: true };
    void vscode.window.withProgress(options, async (progress, token) => {
      const listener = token.onCancellationRequested(() => controller.abort());
      report = reporter(progress);
      // How it ends is told to whoever asked for the work.
      await running.then(undefined, () => undefined);
      listener.dispose();
    });
  }, visibleAfterMs);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
  }
}

/** Counted progress moves the bar by what was done since it last spoke. */
function reporter(
  progress: vscode.Progress<{ message?: string; increment?: number }>,
): NonNullable<Operation['onProgress']> {
  let shownPercent = 0;
  return ({ done, total, label }) => {
    const percent = total === undefined || total === 0 ? shownPercent : (100 * done) / total;
    // What is under way counts as well, except when nothing is left.
    const message = total === undefined ? label : `${label} (${Math.min(done + 1, total)} of ${total})`;
    progress.report({ message, increment: Math.max(0, percent - shownPercent) });
    shownPercent = Math.max(shownPercent, percent);
  };
}
