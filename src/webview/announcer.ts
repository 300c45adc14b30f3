import { byId } from './page.js';

/** A reader is told where the cursor has come to rest, not every step on the way. */
const restMs = 250;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Speaks through the page's live region, once nothing newer has come for a moment. */
export function announce(text: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => (byId('announcer').textContent = text), restMs);
}
