import type { Contract } from '../../../core/contract/contract.js';
import type { OutsideUses } from '../../../core/rewrite/outside-uses.js';
import type { Recipe, RecipeContext } from '../../../core/rewrite/recipe.js';
import type { ProjectRules } from '../project/project-rules.js';
import type { AgentSyntax } from './agent-syntax.js';
import type { TypeScriptModule } from './syntax/typescript-module.js';

/** What a recipe is asked about: one agent class of a module, in the text after the stage before. */
export interface TypeScriptContext extends RecipeContext {
  readonly module: TypeScriptModule;
  /** The class to propose for; for a recipe of the whole file the first one. */
  readonly agent: AgentSyntax;
  /** Every class of the file that is to be migrated. */
  readonly agents: readonly AgentSyntax[];
  readonly contract: Contract;
  readonly outside: OutsideUses;
  readonly project: ProjectRules;
  readonly marker: 'comment' | 'print' | 'none';
  readonly planId: string;
}

export type TypeScriptRecipe = Recipe<TypeScriptContext>;
