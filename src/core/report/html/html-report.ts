import { counted } from '../../text/counted.js';
import { agentName } from '../../assess/agent-name.js';
import type { Assessment, FactorScore } from '../../assess/assessment.js';
import { roundedScore } from '../../assess/level.js';
import type { FleetReport } from '../fleet-report.js';
import { factorTitles } from '../wording.js';
import { adoptionChart } from './charts.js';
import { markup, Markup } from './markup.js';
import { migrationsSection } from './migrations-section.js';
import { predictionSection } from './prediction-section.js';
import { style } from './style.js';
import { table } from './table.js';

/** One page that needs nothing else: no script, no font, no picture from elsewhere. */
export function htmlReport(report: FleetReport): string {
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>Agent migration report</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>Agent migration report</h1>
          ${summary(report)} ${agentTable(report.agents)} ${waves(report)} ${kept(report)}
          ${migrationsSection(report.migrations)} ${predictionSection(report.prediction)} ${problems(report)}
          <h2>How to check this report</h2>
          <p>
            Its JSON form has the digest <code>${report.digest}</code> and the hashes of
            ${counted(Object.keys(report.files).length, 'file')};
            <code>agent-migrator report --verify FILE</code> compares both with what is there.
          </p>
        </main>
      </body>
    </html> `;
  return `${page.text.trimEnd()}\n`;
}

function summary({ summary: sums, changedSettings = [], generatedAt, generator }: FleetReport): Markup {
  const { levels, tracks } = sums;
  return markup`<dl>
    <dt>Made</dt>
    <dd><time datetime="${generatedAt}">${generatedAt}</time> by ${generator}</dd>
    <dt>Agents</dt>
    <dd>${sums.agents} in ${counted(sums.files, 'file')}</dd>
    <dt>Adoption</dt>
    <dd>
      ${sums.adoptionPercent} %: ${sums.migrated} migrated, ${sums.partial} partly, ${sums.ready} ready, ${sums.blocked}
      blocked
    </dd>
    <dt>Risk</dt>
    <dd>${levels.high} high, ${levels.medium} medium, ${levels.low} low; ${sums.totalScore} points in all</dd>
    <dt>Tracks</dt>
    <dd>
      ${tracks.immediate} immediate, ${tracks.planned} planned, ${tracks['high-risk']} high-risk, ${tracks.legacy}
      legacy
    </dd>
    ${
      changedSettings.length === 0
        ? markup``
        : markup`<dt>Settings</dt>
    <dd>Other than the documented ones: ${changedSettings.join(', ')}</dd>`
    }
  </dl>
  ${adoptionChart(sums)}`;
}

const agentCaption = 'Every agent, the riskiest first. The score goes from 0 to 35 with the documented profile.';
const agentColumns = ['Agent', { number: 'Score' }, 'Level', 'Track', 'Readiness', 'Because of'];

function agentTable(agents: readonly Assessment[]): Markup {
  if (agents.length === 0)
    return markup`<h2>Agents</h2>
      <p>No agent was found.</p>`;
  return markup`<h2>Agents</h2>
    ${table(agentCaption, agentColumns, agents.map(agentRow))}`;
}

function agentRow(agent: Assessment): Markup {
  const { path, line, score, level, track, readiness, reason, factors } = agent;
  const rounded = roundedScore(score);
  const blocked = reason === null ? markup`` : markup`<br />${reason.message}`;
  return markup`<tr class="${level}">
    <th scope="row">${agentName(agent)}<br /><code>${path}:${line}</code></th>
    <td class="number">${rounded}</td>
    <td><span class="bar" style="width:${Math.min(rounded, 100)}px" aria-hidden="true"></span> ${level}</td>
    <td>${track}</td>
    <td>${readiness}${blocked}</td>
    <td>${because(factors, path)}</td>
  </tr> `;
}

function because(factors: readonly FactorScore[], path: string): Markup {
  const counting = factors.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points);
  if (counting.length === 0) return markup`nothing`;
  const items = counting.map(({ id, severity, points, evidence }) => {
    const places = evidence.map((one) => markup`<li><code>${one.path ?? path}:${one.line}</code> ${one.message}</li>`);
    return markup`<details>
      <summary>${factorTitles[id]}: ${severity}, ${counted(points, 'point')}</summary>
      <ul>
        ${places}
      </ul>
    </details>`;
  });
  return markup`${items}`;
}

const waveCaption = 'In this order, each agent after the agents it needs. The first wave is the canary.';
const waveColumns = [{ number: 'Wave' }, { number: 'Agents' }, 'Workflow'];

function waves({ waves: all }: FleetReport): Markup {
  if (all.length === 0)
    return markup`<h2>Waves</h2>
      <p>No agent is left to be migrated.</p>`;
  const rows = all.map(
    ({ number, workflow, agents }) =>
      markup`<tr>
        <th scope="row" class="number">${number}</th>
        <td class="number">${agents}</td>
        <td>${workflow}</td>
      </tr> `,
  );
  return markup`<h2>Waves</h2>
    ${table(waveCaption, waveColumns, rows)}`;
}

function kept({ kept: all }: FleetReport): Markup {
  if (all.length === 0) return markup``;
  const items = all.map((one) => markup`<li>${agentName(one)} <code>${one.path}</code>: ${one.reason}</li> `);
  return markup`<h2>Kept as they are</h2>
    <ul>
      ${items}
    </ul>`;
}

function problems({ problems: all }: FleetReport): Markup {
  if (all.length === 0) return markup``;
  const items = all.map(
    ({ path, line, code, message }) => markup`<li><code>${path}:${line}</code> ${code}: ${message}</li> `,
  );
  return markup`<h2>Files that are no valid modules</h2>
    <ul>
      ${items}
    </ul>`;
}
