import type { Contract } from '../../../core/contract/contract.js';
import type { OutsideUses } from '../../../core/rewrite/outside-uses.js';
import type { ProjectCheck } from '../project/project-check.js';
import type { ProjectRules } from '../project/project-rules.js';

/** What holds for the whole plan of one file. */
export interface TypeScriptRewriteOptions {
  readonly classes: readonly string[];
  readonly contract: Contract;
  readonly outside: OutsideUses;
  readonly marker: 'comment' | 'print' | 'none';
  readonly planId: string;
  readonly project: ProjectRules;
  readonly check: ProjectCheck;
}
