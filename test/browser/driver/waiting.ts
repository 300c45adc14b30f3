import type { Locator } from 'playwright-core';

export type { Locator, Page } from 'playwright-core';

const usualTimeoutMs = 20_000;

/** Waits until something can be seen. */
export async function expectVisible(what: Locator, timeoutMs = usualTimeoutMs): Promise<void> {
  await what.waitFor({ state: 'visible', timeout: timeoutMs });
}
