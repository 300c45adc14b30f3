import type { PlanCheck } from '../../../../core/rewrite/plan.js';
import type { Step } from '../../../../core/rewrite/rewrite-language.js';
import type { AgentReader } from '../agent-reader.js';
import type { AgentSyntax } from '../agent-syntax.js';
import type { TypeScriptRewriteOptions } from '../rewrite-options.js';
import type { TypeScriptModule } from '../syntax/typescript-module.js';

/** One step and what it has to keep to. */
export type ProofInput = Step<TypeScriptModule> & TypeScriptRewriteOptions & { readonly reader: AgentReader };

/** Shows that a step did no harm in one respect, or says what it did. Never trusts what a recipe says about its own edits. */
export type Proof = (input: ProofInput) => PlanCheck;

export const passed = (id: string, detail: string): PlanCheck => ({ id, status: 'pass', detail });
export const failed = (id: string, detail: string, line?: number): PlanCheck => {
  return { id, status: 'fail', detail, ...(line === undefined ? {} : { line }) };
};

export interface AdoptedClass {
  readonly was: AgentSyntax;
  readonly is: AgentSyntax;
}

/** The classes of the plan that extend the base after the step, with what they were before it. */
export function adoptedClasses({ before, after, classes, reader }: ProofInput): readonly AdoptedClass[] {
  return classes.flatMap((name) => {
    const was = reader.agentNamed(before, name);
    const is = reader.agentNamed(after, name);
    return was && is?.isAdopted === true ? [{ was, is }] : [];
  });
}
