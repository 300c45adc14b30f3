import type { Dashboard, TelemetryPanelState } from '../protocol/telemetry-panel.js';
import { timeInWords } from './plotted.js';

const tickMs = 1000;

/** Says how far the numbers can be believed: how old, how complete, and what measuring costs. */
export class TrustLine {
  private state: TelemetryPanelState | undefined;
  private coverage = '';

  constructor(private readonly line: HTMLElement) {
    // An age that stands still would claim that all is well when nothing comes any more.
    setInterval(() => this.update(), tickMs);
  }

  showState(state: TelemetryPanelState): void {
    this.state = state;
    this.update();
  }

  showCoverage({ coverage, fromMs, toMs }: Dashboard): void {
    this.coverage = coverageInWords(coverage, fromMs, toMs);
    this.update();
  }

  private update(): void {
    const { state } = this;
    if (state === undefined || state.trust === null) return;
    const ageSeconds = Math.max(0, Math.round((Date.now() - state.trust.atMs) / 1000));
    const parts = [
      state.machine,
      `measured ${ageSeconds} s ago, every ${state.intervalMs / 1000} s`,
      this.coverage,
      state.trust.driver,
      state.trust.cost,
    ];
    this.line.textContent = parts.filter((part) => part !== '').join(' · ');
  }
}

function coverageInWords(
  { sinceMs, gaps, unmeasuredShare }: Dashboard['coverage'],
  fromMs: number,
  toMs: number,
): string {
  if (sinceMs >= toMs) return 'nothing measured in this time';
  const since = sinceMs > fromMs ? `measured since ${timeInWords(sinceMs)}, ` : '';
  const count = gaps === 1 ? '1 gap' : `${gaps} gaps`;
  return gaps === 0
    ? `${since}no gaps`
    : `${since}${count}, ${(100 * unmeasuredShare).toFixed(0)} % of the time not measured`;
}
