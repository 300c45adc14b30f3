import type { Dashboard, DashboardChoice } from '../protocol/telemetry-panel.js';
import { byId, element } from './page.js';

const minuteMs = 60_000;
const spans = [
  { spanMs: 15 * minuteMs, title: '15 minutes' },
  { spanMs: 60 * minuteMs, title: '1 hour' },
  { spanMs: 6 * 60 * minuteMs, title: '6 hours' },
  { spanMs: 24 * 60 * minuteMs, title: '24 hours' },
] as const;
const defaultSpanMs = 60 * minuteMs;
const usualPixels = 600;

/** What a person chose to look at: kept by VS Code while the page is hidden, and sent to the host. */
export class ChoiceControls {
  private readonly span = element('select');
  private readonly compared = element('select');
  private readonly comparedLabel: HTMLElement;
  private migrations = '';

  constructor(
    first: Partial<DashboardChoice>,
    private readonly changed: (choice: DashboardChoice) => void,
  ) {
    for (const { spanMs, title } of spans) this.span.append(new Option(title, String(spanMs)));
    this.span.value = String(spans.find(({ spanMs }) => spanMs === first.spanMs)?.spanMs ?? defaultSpanMs);
    const newest = new Option('the newest migration', '');
    this.compared.append(newest);
    if (typeof first.compared === 'string')
      this.compared.append(new Option(first.compared, first.compared, true, true));
    this.comparedLabel = labelled('Compare before and after', this.compared);
    this.comparedLabel.hidden = true;
    byId('controls').append(labelled('Show the last', this.span), this.comparedLabel);
    for (const one of [this.span, this.compared]) one.addEventListener('change', () => this.changed(this.choice));
  }

  get choice(): DashboardChoice {
    const width = document.querySelector('.plot')?.clientWidth ?? usualPixels;
    const pixels = Math.max(50, Math.round(width * devicePixelRatio));
    return { spanMs: Number(this.span.value), pixels, compared: this.compared.value || null };
  }

  /** Offers the migrations that can be compared; leaves an open list alone when nothing is new. */
  offer({ marks, comparison }: Dashboard): void {
    const all = comparison === null ? marks : [...marks.filter(({ id }) => id !== comparison.mark.id), comparison.mark];
    const known = all.filter(({ kind }) => kind === 'migration');
    const migrations = known.map(({ id }) => id).join();
    this.comparedLabel.hidden = comparison === null;
    if (migrations === this.migrations) return;
    this.migrations = migrations;
    const { value } = this.compared;
    const options = known.map(({ id, agent, atMs }) => {
      const name = agent.slice(agent.lastIndexOf(':') + 1);
      return new Option(`${name}, ${new Date(atMs).toLocaleString()}`, id);
    });
    this.compared.replaceChildren(new Option('the newest migration', ''), ...options);
    this.compared.value = known.some(({ id }) => id === value) ? value : '';
  }
}

function labelled(text: string, control: HTMLSelectElement): HTMLElement {
  const label = element('label', '', `${text} `);
  label.append(control);
  return label;
}
