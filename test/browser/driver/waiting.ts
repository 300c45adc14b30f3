import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

export type { Locator, Page } from 'playwright-core';

const usualTimeoutMs = 20_000;
const intervalMs = 100;
const attempts = 3;

/** Waits until something can be seen. */
export async function expectVisible(what: Locator, timeoutMs = usualTimeoutMs): Promise<void> {
  await what.waitFor({ state: 'visible', timeout: timeoutMs });
}

/** Waits until something holds that no single element shows; fails with `what` when it does not come true. */
export async function waitUntil(
  what: string,
  holds: () => Promise<boolean>,
  timeoutMs = usualTimeoutMs,
): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadlineMs) throw new Error(`waited ${timeoutMs / 1000} s in vain: ${what}`);
    await delay(intervalMs);
  }
}

/** An editor that opens meanwhile takes the focus or moves the view; a person does the same thing again, and so does this. */
export async function persistently(action: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await action();
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
