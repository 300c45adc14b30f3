import uPlot from 'uplot';
import { plotHeight } from './plot.js';

/** Moves the cursor of a plot, and of all that move with it, by the arrow keys; Shift makes longer steps. */
export function moveByKeys(target: HTMLElement, plot: () => uPlot | undefined, arrived: (index: number) => void): void {
  target.addEventListener('keydown', (event) => {
    const shown = plot();
    const count = shown?.data[0].length ?? 0;
    if (shown === undefined || count === 0) return;
    const now = shown.cursor.idx ?? count - 1;
    // Two values are one bucket.
    const step = event.shiftKey ? 20 : 2;
    const wanted = destination(event.key, now, step, count);
    if (wanted === undefined) return;
    event.preventDefault();
    const index = Math.min(count - 1, Math.max(0, wanted));
    const top = plotHeight / 4;
    const left = shown.valToPos(shown.data[0][index] ?? 0, 'x');
    shown.setCursor({ left, top });
    const key = shown.cursor.sync?.key;
    const { clientWidth, clientHeight } = shown.over;
    if (key !== undefined) uPlot.sync(key).pub('mousemove', shown, left, top, clientWidth, clientHeight, index);
    arrived(index);
  });
}

function destination(key: string, now: number, step: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return now - step;
    case 'ArrowRight':
      return now + step;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
