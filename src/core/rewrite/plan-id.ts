import type { Contract } from '../contract/contract.js';
import { canonicalJson } from '../text/canonical-json.js';

export interface PlanIdentity {
  /** SHA-256 of the bytes the plan is made for. */
  readonly sha256: string;
  readonly contract: Contract;
  /** Changes with every change of what the recipes do. */
  readonly ruleSet: string;
  readonly classes: readonly string[];
  readonly includeReview: boolean;
  readonly chosenEdits?: readonly string[];
}

/** Digits of a plan's id: enough never to meet the same one twice in a workspace, few enough for a line of source. */
const LENGTH = 12;

/** The same text, contract, rules and choice give the same id on every machine. `hash` is SHA-256 of a text, in hex. */
export function planId(identity: PlanIdentity, hash: (text: string) => string): string {
  const { sha256, contract, ruleSet, classes, includeReview, chosenEdits } = identity;
  const choice = chosenEdits ? [...new Set(chosenEdits)].sort() : includeReview;
  return hash(canonicalJson([sha256, contract, ruleSet, classes, choice])).slice(0, LENGTH);
}
