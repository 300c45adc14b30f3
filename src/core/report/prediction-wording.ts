import { counted } from '../text/counted.js';
import { percentOf } from '../prediction/prediction-text.js';
import type { Reliability, ReliabilityBin } from '../prediction/reliability.js';
import type { ReportedPrediction } from './reported-prediction.js';

/** What was learned from, and how far it can be believed; a sentence each, the same in every form of the report. */
export function predictionSentences({ outcomes, needed, learned }: ReportedPrediction): readonly string[] {
  const known = `${counted(outcomes.all, 'outcome')} known: ${outcomes.stood} stood, ${outcomes['rolled-back']} rolled back, ${outcomes['failed-check']} failed a check, ${outcomes['failed-observation']} failed an observation.`;
  if (learned === null) return [known, `Nothing is predicted below ${needed} outcomes.`];
  return [known, 'How reliable that is was found on outcomes that were held out.', quality(learned.reliability)];
}

/** A Brier score alone says little: it is set against who knows nothing but the share that stood. */
function quality({ brier, brierOfShare }: Reliability): string {
  const scores = `Brier score ${brier.toFixed(3)}, and ${brierOfShare.toFixed(3)} for the share of all alone`;
  return brier < brierOfShare
    ? `${scores}: telling agents apart helps.`
    : `${scores}: so far telling agents apart does not help, and the share of all is the better guess.`;
}

/** Cells of a row of the reliability table: predicted, stood, interval, cases. */
export function reliabilityCells({ cases, predicted, stood, low, high }: ReliabilityBin): readonly string[] {
  return [
    percentOf(predicted),
    `${Math.round((100 * stood) / cases)} %`,
    `${Math.round(100 * low)} … ${Math.round(100 * high)} %`,
    String(cases),
  ];
}
