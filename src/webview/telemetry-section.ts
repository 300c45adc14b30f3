import type { TelemetryPanelState } from '../protocol/telemetry-panel.js';

type Section = NonNullable<TelemetryPanelState['view']>['sections'][number];
type Row = Section['rows'][number];

const levelWords = { normal: '', warning: 'warning', critical: 'critical' } as const;

/** One device as a captioned table: readable by a screen reader as it is, with meters as decoration. Text only, never markup. */
export function renderSection(section: Section): HTMLElement {
  const table = document.createElement('table');
  table.className = `device ${section.level}`;
  table.createCaption().textContent = section.title;
  const body = table.createTBody();
  for (const row of section.rows) body.append(renderRow(row));
  return table;
}

function renderRow(row: Row): HTMLTableRowElement {
  const line = document.createElement('tr');
  line.className = row.level;
  const label = document.createElement('th');
  label.scope = 'row';
  label.textContent = row.label;
  const value = document.createElement('td');
  value.textContent = row.value;
  if (row.level !== 'normal') value.append(badge(levelWords[row.level]));
  const meter = document.createElement('td');
  if (row.percent !== undefined) meter.append(renderMeter(row.percent));
  line.append(label, value, meter);
  return line;
}

function badge(text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'badge';
  element.textContent = text;
  return element;
}

function renderMeter(percent: number): HTMLElement {
  const track = document.createElement('div');
  track.className = 'meter';
  // The value stands beside it in words.
  track.setAttribute('aria-hidden', 'true');
  const fill = document.createElement('div');
  fill.style.width = `${Math.min(100, Math.max(0, percent))}%`;
  track.append(fill);
  return track;
}
