import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

export type { Locator, Page } from 'playwright-core';

const usualTimeoutMs = 20_000;
const intervalMs = 100;

/** Waits until something can be seen. */
export async function expectVisible(what: Locator, timeoutMs = usualTimeoutMs): Promise<void> {
  await what.waitFor({ state: 'visible', timeout: timeoutMs });
}

/** Waits until something holds that no single element shows; fails with `what` when it does not come true. */
export async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + usualTimeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadlineMs) throw new Error(`waited ${usualTimeoutMs / 1000} s in vain: ${what}`);
    await delay(intervalMs);
  }
}
