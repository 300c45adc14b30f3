import { percentOf } from '../prediction/prediction-text.js';
import { code } from './markdown-code.js';
import { predictionSentences, reliabilityCells } from './prediction-wording.js';
import type { ReportedPrediction } from './reported-prediction.js';

/** How likely migrations to come stand, and how well such predictions came true. */
export function predictionMarkdown(prediction: ReportedPrediction): readonly string[] {
  const head = ['## Prediction', predictionSentences(prediction).join('\n')];
  if (prediction.learned === null) return head;
  const { reliability, agents } = prediction.learned;
  const bins = reliability.bins.map((bin) => `| ${reliabilityCells(bin).join(' | ')} |`);
  const rows = agents.map(
    ({ path, class: name, stands }) => `| ${code(name)} | ${code(path)} | ${percentOf(stands)} |`,
  );
  return [
    ...head,
    ['| Predicted to stand | Stood | 95 % interval | Cases |', '| ---: | ---: | ---: | ---: |', ...bins].join('\n'),
    ...(rows.length === 0
      ? []
      : [['| Agent | File | Predicted to stand |', '| --- | --- | ---: |', ...rows].join('\n')]),
  ];
}
