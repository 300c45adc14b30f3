import { modelOf, type PredictionCase } from './prediction-model.js';

/** Cases that were given about the same probability, and how many of them stood. Shares are 0–1. */
export interface ReliabilityBin {
  readonly cases: number;
  /** Mean of what was predicted. */
  readonly predicted: number;
  readonly stood: number;
  /** 95 % confidence interval of the share that stands. */
  readonly low: number;
  readonly high: number;
}

/** How well predictions of cases that the model had not seen came true. */
export interface Reliability {
  /** By rising prediction. */
  readonly bins: readonly ReliabilityBin[];
  /** Mean of the squared difference between prediction and outcome, 0–1; less is better. */
  readonly brier: number;
  /** The same for who predicts for every agent the share that stood. */
  readonly brierOfShare: number;
}

const folds = 10;
const mostBins = 5;
/** A share of fewer cases says nothing. */
const fewestInBin = 10;

interface Tested {
  readonly predicted: number;
  readonly share: number;
  readonly stood: boolean;
}

/** Tenfold cross-validation: each case is predicted by a model of the others, the cases of one file always together. */
export function reliabilityOf(cases: readonly PredictionCase[]): Reliability {
  const numbers = new Map([...new Set(cases.map(({ path }) => path))].map((path, number) => [path, number % folds]));
  const tested = Array.from({ length: folds }, (_, fold) => {
    const isHeldOut = ({ path }: PredictionCase): boolean => numbers.get(path) === fold;
    return test(
      cases.filter((one) => !isHeldOut(one)),
      cases.filter(isHeldOut),
    );
  }).flat();
  const error = (of: (one: Tested) => number): number =>
    meanOf(tested.map((one) => (of(one) - (one.stood ? 1 : 0)) ** 2));
  return {
    bins: binsOf(tested),
    brier: error(({ predicted }) => predicted),
    brierOfShare: error(({ share }) => share),
  };
}

function test(others: readonly PredictionCase[], heldOut: readonly PredictionCase[]): readonly Tested[] {
  if (heldOut.length === 0) return [];
  const model = modelOf(others);
  // One more of each kind: a share of nothing, or of everything, would be too sure of itself.
  const share = (model.stood + 1) / (model.cases + 2);
  return heldOut.map(({ agent, stood }) => ({ predicted: model.probability(agent), share, stood }));
}

/** Bins of about the same size; equal predictions are never put asunder. */
function binsOf(tested: readonly Tested[]): readonly ReliabilityBin[] {
  const sorted = tested.toSorted((a, b) => a.predicted - b.predicted);
  const count = Math.max(1, Math.min(mostBins, Math.floor(sorted.length / fewestInBin)));
  const bins: ReliabilityBin[] = [];
  let from = 0;
  for (let bin = 1; bin <= count; bin += 1) {
    let to = Math.max(from, Math.round((bin * sorted.length) / count));
    while (to > from && to < sorted.length && sorted[to]?.predicted === sorted[to - 1]?.predicted) to += 1;
    if (to > from) bins.push(binOf(sorted.slice(from, to)));
    from = to;
  }
  return bins;
}

function binOf(tested: readonly Tested[]): ReliabilityBin {
  const stood = tested.filter((one) => one.stood).length;
  const predicted = meanOf(tested.map((one) => one.predicted));
  return { cases: tested.length, predicted, stood, ...shareInterval(stood, tested.length) };
}

/** Wilson's 95 % interval of a share. */
function shareInterval(count: number, total: number): { readonly low: number; readonly high: number } {
  const z = 1.96;
  const share = count / total;
  const middle = share + (z * z) / (2 * total);
  const half = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
