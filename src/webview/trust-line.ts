import type { Dashboard, TelemetryPanelState } from '../protocol/telemetry-panel.js';

const tickMs = 1000;

/** Says how far the numbers can be believed: how old, how complete, and what measuring costs. */
export class TrustLine {
  private state: TelemetryPanelState | undefined;
  private gaps = '';

  constructor(private readonly line: HTMLElement) {
    // An age that stands still would claim that all is well when nothing comes any more.
    setInterval(() => this.update(), tickMs);
  }

  showState(state: TelemetryPanelState): void {
    this.state = state;
    this.update();
  }

  showCoverage({ coverage }: Dashboard): void {
    const share = (100 * coverage.unmeasuredShare).toFixed(0);
    const count = coverage.gaps === 1 ? '1 gap' : `${coverage.gaps} gaps`;
    this.gaps = coverage.gaps === 0 ? 'no gaps' : `${count}, ${share} % of the time not measured`;
    this.update();
  }

  private update(): void {
    const { state } = this;
    if (state === undefined || state.trust === null) return;
    const ageSeconds = Math.max(0, Math.round((Date.now() - state.trust.atMs) / 1000));
    const parts = [
      state.machine,
      `measured ${ageSeconds} s ago, every ${state.intervalMs / 1000} s`,
      this.gaps,
      state.trust.driver,
      state.trust.cost,
    ];
    this.line.textContent = parts.filter((part) => part !== '').join(' · ');
  }
}
