import type { PlanRequest, PlanWithBytes } from '../../core/rewrite/plan-request.js';
import type { Operation } from '../operation.js';

/** Makes a plan with all proofs that need no interpreter, off the main thread; loads a parser on first use. Never writes. */
export interface Planner {
  plan(request: PlanRequest, operation: Operation): Promise<PlanWithBytes>;
}
