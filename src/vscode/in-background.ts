import type { FailurePresenter } from './command-runner.js';

/** Begins what nobody waits for, such as what follows the answer to a notification; a failure of it reaches the presenter. */
export function inBackground(failures: FailurePresenter, work: () => Promise<unknown>): void {
  work().catch((error: unknown) => {
    failures.present(error, async () => {
      inBackground(failures, work);
      await Promise.resolve();
    });
  });
}
