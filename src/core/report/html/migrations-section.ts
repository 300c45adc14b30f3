import { migrationLines, scoreChange, tookText } from '../migration-wording.js';
import type { ReportedMigration } from '../reported-migration.js';
import { scoreChart } from './charts.js';
import { markup, type Markup } from './markup.js';
import { table } from './table.js';

const caption =
  'From the journal, the newest first. Scores are those of the files before and after it, by the rules of today.';
const columns = [
  'Id',
  'File',
  { number: 'Score' },
  'State',
  'Stages that stand',
  'Time',
  'Deviations, checks, rollbacks, observation',
];

/** What the journal says of every migration. */
export function migrationsSection(all: readonly ReportedMigration[]): Markup {
  if (all.length === 0)
    return markup`<h2>Migrations</h2>
      <p>Nothing has been migrated in this workspace.</p>`;
  return markup`<h2>Migrations</h2>
    ${scoreChart(all.flatMap(({ state, scores }) => (state === 'applied' ? scores : [])))}
    ${table(caption, columns, all.map(migrationRow))}`;
}

function migrationRow(migration: ReportedMigration): Markup {
  const { id, path, classes, scores, state, stages, startedAt, tookMs, updatedAt } = migration;
  const lines = migrationLines(migration).map((line) => markup`<li>${line}</li>`);
  const took = tookText(tookMs);
  return markup`<tr>
    <th scope="row" class="id"><code>${id}</code></th>
    <td><code>${path}</code><br />${classes.join(', ')}</td>
    <td class="number">${scores.map(scoreChange).join(', ')}</td>
    <td>${state}</td>
    <td>${stages.length === 0 ? 'none' : stages.join(', ')}</td>
    <td>Began ${startedAt}${took === '' ? '' : `, took ${took}`}<br />Last change ${updatedAt}</td>
    <td>${lines.length === 0 ? 'none' : markup`<ul>${lines}</ul>`}</td>
  </tr> `;
}
