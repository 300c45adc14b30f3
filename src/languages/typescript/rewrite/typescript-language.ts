import type { PlanCheck } from '../../../core/rewrite/plan.js';
import type { RewriteLanguage, Step } from '../../../core/rewrite/rewrite-language.js';
import type { StageDraft } from '../../../core/rewrite/stage-draft.js';
import { applyEdits, type TextEdit } from '../../../core/rewrite/text-edit.js';
import { typeScriptRecipes } from '../recipes/registry.js';
import { AgentReader } from './agent-reader.js';
import { proofs } from './proofs/index.js';
import type { Proof } from './proofs/proof.js';
import type { TypeScriptRewriteOptions } from './rewrite-options.js';
import { TypeScriptModule } from './syntax/typescript-module.js';
import type { TypeScriptContext } from './typescript-recipe.js';

const notAsked: PlanCheck = { id: 'types', status: 'skipped', detail: 'The result failed another check.' };

/** TypeScript and JavaScript, as far as planning one file needs them. */
export class TypeScriptLanguage implements RewriteLanguage<TypeScriptModule, TypeScriptContext> {
  readonly recipes = typeScriptRecipes;
  private readonly reader: AgentReader;
  /** A text is read once, however often it comes up while a stage is settled. */
  private readonly modules = new Map<string, TypeScriptModule>();

  constructor(
    private readonly path: string,
    private readonly options: TypeScriptRewriteOptions,
    private readonly proveTypes: Proof,
  ) {
    this.reader = new AgentReader(options);
  }

  read(text: string): TypeScriptModule {
    const known = this.modules.get(text);
    if (known) return known;
    const module = new TypeScriptModule(text, this.path);
    this.modules.set(text, module);
    return module;
  }

  next(source: TypeScriptModule, edits: readonly TextEdit[]): TypeScriptModule {
    return this.read(applyEdits(source.text, edits));
  }

  contextOf(module: TypeScriptModule, className: string, draft: StageDraft): TypeScriptContext | undefined {
    const agent = this.reader.agentNamed(module, className);
    if (!agent) return undefined;
    const { classes, contract, outside, marker, planId, project } = this.options;
    const agents = classes.flatMap((name) => this.reader.agentNamed(module, name) ?? []);
    return { module, agent, agents, contract, outside, project, marker, planId, draft };
  }

  prove(step: Step<TypeScriptModule>): readonly PlanCheck[] {
    const input = { ...step, ...this.options, reader: this.reader };
    const checks = proofs.map((proof) => proof(input));
    // The type checker takes most of the time, so it is asked about what is sound so far.
    const isSound = checks.every(({ status }) => status !== 'fail');
    return [...checks, isSound ? this.proveTypes(input) : notAsked];
  }
}
