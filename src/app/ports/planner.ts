import type { PlanRequest, PlanWithBytes } from '../../core/rewrite/plan-request.js';
import type { Operation } from '../operation.js';

/** Makes a plan with all proofs that need no interpreter, off the main thread; loads a parser on first use. Never writes. */
export interface Planner {
  /** A file is going to be planned: what its language needs first is loaded meanwhile. */
  prepare?(path: string): void;
  plan(request: PlanRequest, operation: Operation): Promise<PlanWithBytes>;
}
