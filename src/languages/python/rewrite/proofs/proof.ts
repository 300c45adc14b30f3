import type { PlanCheck } from '../../../../core/rewrite/plan.js';
import type { Step } from '../../../../core/rewrite/rewrite-language.js';
import type { PythonRewriteOptions } from '../rewrite-options.js';
import type { PythonModule } from '../syntax/python-module.js';

/** One step and what it has to keep to. */
export type ProofInput = Step<PythonModule> & PythonRewriteOptions;

/** Shows that a step did no harm in one respect, or says what it did. Never trusts what a recipe says about its own edits. */
export type Proof = (input: ProofInput) => PlanCheck;

export const passed = (id: string, detail: string): PlanCheck => ({ id, status: 'pass', detail });
export const failed = (id: string, detail: string, line?: number): PlanCheck => {
  return { id, status: 'fail', detail, ...(line === undefined ? {} : { line }) };
};
