import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

const intervalMs = 50;

/** Waits for what VS Code does in its own time and announces by no event; fails with `what` when it does not happen. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const deadlineMs = performance.now() + limitMs;
  while (!(await holds())) {
    assert.ok(performance.now() < deadlineMs, `waited ${String(limitMs / 1000)} s in vain: ${what}`);
    await delay(intervalMs);
  }
}
