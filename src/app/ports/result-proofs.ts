import type { PlanCheck } from '../../core/rewrite/plan.js';
import type { ProofRequest } from '../../core/rewrite/proof-request.js';
import type { Operation } from '../operation.js';

/**
 * The proofs of a plan, on bytes that nobody planned: all that judge a result by itself and by what it came from. None for a language that
 * is not rewritten.
 */
export interface ResultProofs {
  prove(request: ProofRequest, operation: Operation): Promise<readonly PlanCheck[]>;
}
