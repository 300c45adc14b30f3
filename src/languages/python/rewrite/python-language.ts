import type { PlanCheck } from '../../../core/rewrite/plan.js';
import type { RewriteLanguage, Step } from '../../../core/rewrite/rewrite-language.js';
import type { StageDraft } from '../../../core/rewrite/stage-draft.js';
import { applyEdits, type TextEdit } from '../../../core/rewrite/text-edit.js';
import { pythonRecipes } from '../recipes/registry.js';
import { agentOf } from './agent-syntax.js';
import { proofs } from './proofs/index.js';
import type { PythonContext } from './python-recipe.js';
import type { SyntaxReader } from './syntax/syntax-reader.js';
import { PythonModule } from './syntax/python-module.js';
import type { PythonRewriteOptions } from './rewrite-options.js';

/** Python, as far as planning one file needs it. */
export class PythonLanguage implements RewriteLanguage<PythonModule, PythonContext> {
  readonly recipes = pythonRecipes;

  constructor(
    private readonly reader: SyntaxReader,
    private readonly options: PythonRewriteOptions,
  ) {}

  read(text: string): PythonModule {
    return new PythonModule(this.reader.read(text));
  }

  next(source: PythonModule, edits: readonly TextEdit[]): PythonModule {
    return new PythonModule(this.reader.readNext(source.parsed, applyEdits(source.text, edits), edits));
  }

  contextOf(module: PythonModule, className: string, draft: StageDraft): PythonContext | undefined {
    const { classes, contract, outside, marker, planId } = this.options;
    const found = module.classNamed(className);
    if (!found) return undefined;
    const agents = classes.flatMap((name) => {
      const one = module.classNamed(name);
      return one ? [agentOf(module, one, contract)] : [];
    });
    return { module, agent: agentOf(module, found, contract), agents, contract, outside, marker, planId, draft };
  }

  prove(step: Step<PythonModule>): readonly PlanCheck[] {
    return proofs.map((proof) => proof({ ...step, ...this.options }));
  }
}
