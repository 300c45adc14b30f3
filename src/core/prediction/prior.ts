import { factorIds } from '../assess/assessment.js';
import { otherColumns } from './features.js';
import { logitOf, type CoefficientPrior } from './logistic-regression.js';

/** The methodology aims at 98 % success: of agents without any risk, so many are expected to need a rollback. */
const failingAtNone = 0.02;
/** At the top of the scale, the documented agent of 35 points, nothing better is known than that it can go either way. */
const topOfScale = 35;
const failingAtTop = 0.5;

const tensOfPoints = topOfScale / 10;
/** Believed of the effect of ten points before there is data, for each factor alike: the matrix has weighted them already. */
const effectOfTenPoints = (logitOf(failingAtTop) - logitOf(failingAtNone)) / tensOfPoints;

/** How common failures are is learned soon; what a factor adds to its points takes dozens of outcomes, and the rest more. */
const precision = { constant: 0.25, factor: 1, other: 4 } as const;

/**
 * What the risk matrix says without any outcome: the log-odds of a failure rise with the score alone, from 2 % to one half over the scale.
 * No risk makes a migration safer, whatever a few outcomes look like: coefficients are not negative, the constant aside.
 */
export const matrixPrior: readonly CoefficientPrior[] = [
  { mean: logitOf(failingAtNone), precision: precision.constant, minimum: Number.NEGATIVE_INFINITY },
  ...factorIds.map(() => ({ mean: effectOfTenPoints, precision: precision.factor, minimum: 0 })),
  ...Array.from({ length: otherColumns - 1 }, () => ({ mean: 0, precision: precision.other, minimum: 0 })),
];
