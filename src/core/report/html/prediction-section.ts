import { percentOf } from '../../prediction/prediction-text.js';
import { predictionSentences, reliabilityCells } from '../prediction-wording.js';
import type { ReportedPrediction } from '../reported-prediction.js';
import { reliabilityChart } from './charts.js';
import { markup, type Markup } from './markup.js';
import { table } from './table.js';

/** How likely migrations to come stand, and how well such predictions came true. */
export function predictionSection(prediction: ReportedPrediction): Markup {
  const sentences = predictionSentences(prediction).map((one) => markup`${one}<br />`);
  const { learned } = prediction;
  return markup`<h2>Prediction</h2>
    <p>${sentences}</p>
    ${learned === null ? markup`` : markup`${reliability(learned.reliability.bins)} ${agents(learned.agents)}`}`;
}

type Learned = NonNullable<ReportedPrediction['learned']>;

const reliabilityCaption = 'Migrations that were held out, by what was predicted of them.';
const reliabilityColumns = [
  { number: 'Predicted to stand' },
  { number: 'Stood' },
  { number: '95 % interval' },
  { number: 'Cases' },
];

function reliability(bins: Learned['reliability']['bins']): Markup {
  const rows = bins.map((bin) => {
    const cells = reliabilityCells(bin).map((cell) => markup`<td class="number">${cell}</td>`);
    return markup`<tr>${cells}</tr>`;
  });
  return markup`${reliabilityChart(bins)}
    ${table(reliabilityCaption, reliabilityColumns, rows)}`;
}

function agents(all: Learned['agents']): Markup {
  if (all.length === 0) return markup``;
  const rows = all.map(
    ({ path, class: name, stands }) =>
      markup`<tr>
        <th scope="row">${name}<br /><code>${path}</code></th>
        <td class="number">${percentOf(stands)}</td>
      </tr> `,
  );
  return table(
    'Agents that can be migrated, the least likely to stand first. This changes no score.',
    ['Agent', { number: 'Predicted to stand' }],
    rows,
  );
}
