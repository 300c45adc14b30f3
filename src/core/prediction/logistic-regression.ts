/** What is believed of one coefficient before anything was seen. */
export interface CoefficientPrior {
  readonly mean: number;
  /** 1 / variance, above 0: how much data it takes to believe something else. */
  readonly precision: number;
  /** The least that the coefficient may be; `-Infinity` for no bound. */
  readonly minimum: number;
}

/** `rows` hold one number for each coefficient; `outcomes` say for each row whether it happened. */
export interface Observed {
  readonly rows: readonly Float64Array[];
  readonly outcomes: readonly boolean[];
}

const mostSteps = 100;
const mostSweeps = 1000;
const enough = 1e-9;

/**
 * Logistic regression with a normal prior for each coefficient, and bounds: the coefficients of the greatest posterior density. Without
 * rows these are the means of the prior; they stay finite where the outcomes can be told apart entirely. Newton's method, each step a
 * quadratic problem under the bounds, halved until it leads down: the problem is convex, so that there is one answer.
 */
export function fitLogistic(observed: Observed, prior: readonly CoefficientPrior[]): Float64Array {
  let at: Float64Array = Float64Array.from(prior, ({ mean, minimum }) => Math.max(mean, minimum));
  let loss = lossAt(at, observed, prior);
  for (let step = 0; step < mostSteps; step += 1) {
    const target = minimumOf(quadraticAt(at, observed, prior), at, prior);
    const next = walk(at, target, loss, (to) => lossAt(to, observed, prior));
    if (loss - next.loss < enough) return next.at;
    ({ at, loss } = next);
  }
  return at;
}

/** The probability that belongs to a row. */
export function probabilityOf(row: Float64Array, coefficients: Float64Array): number {
  return sigmoid(dot(row, coefficients));
}

function sigmoid(logit: number): number {
  return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
}

export function logitOf(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** Negative logarithm of the posterior density, up to a constant. */
function lossAt(at: Float64Array, { rows, outcomes }: Observed, prior: readonly CoefficientPrior[]): number {
  const doubt = prior.reduce((sum, { mean, precision }, j) => sum + (precision * ((at[j] ?? 0) - mean) ** 2) / 2, 0);
  return rows.reduce((sum, row, i) => {
    const logit = dot(row, at);
    return sum + logOfOnePlusExp(outcomes[i] === true ? -logit : logit);
  }, doubt);
}

/** log(1 + eˣ) without an overflow. */
function logOfOnePlusExp(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

interface Quadratic {
  readonly gradient: Float64Array;
  /** Square, row by row. */
  readonly curvature: Float64Array;
}

function quadraticAt(at: Float64Array, { rows, outcomes }: Observed, prior: readonly CoefficientPrior[]): Quadratic {
  const size = prior.length;
  const gradient = Float64Array.from(prior, ({ mean, precision }, j) => precision * ((at[j] ?? 0) - mean));
  const curvature = new Float64Array(size * size);
  for (const [j, { precision }] of prior.entries()) curvature[j * size + j] = precision;
  for (const [i, row] of rows.entries()) {
    const p = probabilityOf(row, at);
    const error = p - (outcomes[i] === true ? 1 : 0);
    const weight = p * (1 - p);
    for (let j = 0; j < size; j += 1) {
      const x = row[j] ?? 0;
      gradient[j] = (gradient[j] ?? 0) + error * x;
      for (let k = 0; k < size; k += 1) {
        const place = j * size + k;
        curvature[place] = (curvature[place] ?? 0) + weight * x * (row[k] ?? 0);
      }
    }
  }
  return { gradient, curvature };
}

/** Where the quadratic is least under the bounds: one coefficient after the other until none moves. */
function minimumOf(
  { gradient, curvature }: Quadratic,
  from: Float64Array,
  prior: readonly CoefficientPrior[],
): Float64Array {
  const to = Float64Array.from(from);
  const slope = Float64Array.from(gradient);
  const size = prior.length;
  for (let sweep = 0; sweep < mostSweeps; sweep += 1) {
    let moved = 0;
    for (const [j, { minimum }] of prior.entries()) {
      const before = to[j] ?? 0;
      const after = Math.max(minimum, before - (slope[j] ?? 0) / (curvature[j * size + j] ?? 1));
      const change = after - before;
      to[j] = after;
      for (let k = 0; k < size; k += 1) slope[k] = (slope[k] ?? 0) + change * (curvature[j * size + k] ?? 0);
      moved = Math.max(moved, Math.abs(change));
    }
    if (moved < enough) break;
  }
  return to;
}

/** As far towards the target as it leads down. */
function walk(
  from: Float64Array,
  target: Float64Array,
  loss: number,
  lossOf: (at: Float64Array) => number,
): { readonly at: Float64Array; readonly loss: number } {
  for (let share = 1; share > enough; share /= 2) {
    const at = Float64Array.from(from, (value, j) => value + share * ((target[j] ?? value) - value));
    const next = lossOf(at);
    if (next <= loss) return { at, loss: next };
  }
  return { at: from, loss };
}

function dot(row: Float64Array, coefficients: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < row.length; j += 1) sum += (row[j] ?? 0) * (coefficients[j] ?? 0);
  return sum;
}
