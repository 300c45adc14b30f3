import type { AssessmentSummary } from '../../assess/assessment.js';
import type { ReliabilityBin } from '../../prediction/reliability.js';
import type { ReportedScores } from '../reported-score.js';
import { markup, type Markup } from './markup.js';

// Drawings for the eye; each is named, and everything that it shows stands in a table or in words beside it.

const width = 640;

/** How far the fleet is, as parts of one bar. */
export function adoptionChart({ agents, migrated, partial, ready, blocked }: AssessmentSummary): Markup {
  if (agents === 0) return markup``;
  const parts = [
    { name: 'migrated', count: migrated, fill: 'done' },
    { name: 'partly migrated', count: partial, fill: 'part' },
    { name: 'ready', count: ready, fill: 'soft' },
    { name: 'blocked', count: blocked, fill: 'bad' },
  ];
  let x = 0;
  const bars = parts.map(({ count, fill }) => {
    const from = x;
    x += (count / agents) * width;
    return markup`<rect class="${fill}" x="${round(from)}" y="1" width="${round(x - from)}" height="22" />`;
  });
  const words = parts.map(({ name, count }) => `${count} ${name}`).join(', ');
  return markup`<svg class="chart" viewBox="0 0 ${width} 24" role="img" aria-label="Adoption: ${words}">${bars}</svg>`;
}

const rowHeight = 20;
const labelWidth = 220;
/** More rows are no picture any more; the table has all of them. */
const mostRows = 40;

/** The score of each agent before its migration (ring) and after it (disc). */
export function scoreChart(all: readonly ReportedScores[]): Markup {
  const known = all.flatMap(({ class: name, before, after }) =>
    before === null || after === null ? [] : [{ name, before: before.score, after: after.score }],
  );
  if (known.length === 0) return markup``;
  const shown = known.slice(0, mostRows);
  const most = shown.reduce((top, { before, after }) => Math.max(top, before, after), 40);
  const x = (score: number): number => round(labelWidth + (score / most) * (width - labelWidth - 10));
  const rows = shown.map(({ name, before, after }, index) => {
    const y = (index + 0.5) * rowHeight;
    return markup`<text x="${labelWidth - 10}" y="${y + 4}" text-anchor="end">${name}</text>
      <line x1="${x(before)}" y1="${y}" x2="${x(after)}" y2="${y}" />
      <circle class="ring" cx="${x(before)}" cy="${y}" r="6" /><circle cx="${x(after)}" cy="${y}" r="4" />`;
  });
  const height = shown.length * rowHeight;
  const rest = known.length > shown.length ? ` The newest ${mostRows} of ${known.length}.` : '';
  return markup`<figure>
    <svg
      class="chart"
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label="Scores before and after migration; the table below has the numbers"
    >
      ${rows}
    </svg>
    <figcaption>Score before (ring) and after (disc), from 0 to ${round(most)}.${rest}</figcaption>
  </figure> `;
}

const side = 300;
const margin = 46;

/** What was predicted against what stood; on the diagonal, predictions come true. */
export function reliabilityChart(bins: readonly ReliabilityBin[]): Markup {
  const x = (share: number): number => round(margin + share * side);
  const y = (share: number): number => round(10 + (1 - share) * side);
  const points = bins.map(
    ({ predicted, stood, cases, low, high }) =>
      markup`<line x1="${x(predicted)}" y1="${y(low)}" x2="${x(predicted)}" y2="${y(high)}" />
        <circle cx="${x(predicted)}" cy="${y(stood / cases)}" r="4" /> `,
  );
  const ticks = [0, 0.5, 1].map(
    (share) =>
      markup`<text x="${x(share)}" y="${side + 28}" text-anchor="middle">${100 * share} %</text
        ><text x="${margin - 6}" y="${y(share) + 4}" text-anchor="end">${100 * share} %</text>`,
  );
  return markup`<figure>
    <svg
      class="chart square"
      viewBox="0 0 ${side + margin + 20} ${side + 36}"
      role="img"
      aria-label="Reliability curve; the table below has the numbers"
    >
      <rect class="frame" x="${margin}" y="10" width="${side}" height="${side}" />
      <line class="ideal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" />
      ${ticks} ${points}
    </svg>
    <figcaption>Across: predicted to stand. Up: stood, with the 95 % interval. Dashed: predictions that come true.</figcaption>
  </figure> `;
}

/** A hundredth of a unit is finer than any screen. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
