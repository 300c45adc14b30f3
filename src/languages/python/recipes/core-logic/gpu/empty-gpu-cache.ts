import { nothing, type Proposal } from '../../../../../core/rewrite/recipe.js';
import type { EditGroup, ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { PythonContext, PythonRecipe } from '../../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { ownCode } from '../../reading/serving.js';
import { expressionOf } from '../../reading/origins.js';
import { cudaAccess, usesCuda, type CudaAccess } from './cuda-access.js';
import { linesBelow, stepOf } from './guarded-lines.js';
import { callersOf, reachesName } from './reaches-name.js';
import { methodsNamed } from '../../../rewrite/syntax/methods-named.js';

const unloading = /(?:^|_)(?:unload|offload|evict|release|free)(?:_|$)/;
const models = /(?:^|_)(?:models?|pipe|pipeline|llm|net|network|unet|vae)(?:_|$)/;

/** PyTorch keeps the memory of an unloaded model for itself until its cache is emptied, so that others do not get it. */
export const emptyGpuCache: PythonRecipe = {
  id: 'empty-gpu-cache',
  title: 'Empty the GPU cache after unloading',
  description:
    'Calls torch.cuda.empty_cache() where a method gives up its model and nothing around it does so already. For review: it costs a moment, and waits for the GPU.',
  stage: 'core-logic',
  scope: 'class',
  propose(context): Proposal {
    const { agent, module } = context;
    const access = agent.isAdopted ? cudaAccess(module) : undefined;
    if (access === undefined || !usesCuda(module)) return nothing;
    const groups: EditGroup[] = [];
    for (const method of agent.methods) {
      const edit = editFor(context, method, access);
      if (edit) groups.push({ id: method.name, safety: 'review', edits: [edit] });
    }
    return { groups, left: [] };
  },
};

function editFor(context: PythonContext, method: MethodSyntax, access: CudaAccess): ProposedEdit | undefined {
  const { module, agent } = context;
  const isOnly = methodsNamed(agent, method.name).length === 1;
  if (!isOnly || !unloading.test(method.name) || !seesModule(context, method, access)) return undefined;
  const anchor = placeBehind(context, method);
  if (anchor === undefined || emptiesAlready(context, method)) return undefined;
  const call = `${access.cuda}.empty_cache()`;
  const lines = access.guard === undefined ? [call] : [`if ${access.guard}:`, `${stepOf(module, method)}${call}`];
  const edit = linesBelow(module, anchor, lines);
  return (
    edit && { ...edit, reason: 'Memory of a model that was given up stays with PyTorch until its cache is emptied.' }
  );
}

/** No local name hides the one of the module. */
const seesModule = ({ module }: PythonContext, method: MethodSyntax, { name }: CudaAccess): boolean =>
  module.scopeOf(method.node)?.resolve(name) === module.scopes;

/** The last statement of the one suite in which models are given up; behind the loop when they are given up one by one. */
function placeBehind(context: PythonContext, method: MethodSyntax): SyntaxNode | undefined {
  const given = ownCode(method.body).filter((statement) => givesUpModel(context, statement));
  const last = given.at(-1);
  if (last === undefined || given.some(({ parent }) => parent !== last.parent) || context.draft.isDeleted(last))
    return undefined;
  let place = last;
  for (let at = last.parent; at && at !== method.body; at = at.parent) {
    if (at.type === 'while_statement') return undefined;
    if (at.type === 'for_statement') place = at;
  }
  return place;
}

/** `del self.model`, `self.model = None`, `del self.models[key]` and `self.models.pop(key)`. */
function givesUpModel({ module, agent }: PythonContext, statement: SyntaxNode): boolean {
  if (!['delete_statement', 'expression_statement'].includes(statement.type)) return false;
  const uses = agent.self.within(statement).filter((use) => use.statement === statement && models.test(use.name));
  return uses.some(({ access, node }) => {
    if (statement.type === 'delete_statement') return access === 'delete' || isDeletedPart(node);
    const value = expressionOf(statement)?.parts.at(-1);
    if (access === 'write') return value?.type === 'none';
    const callee = node.parent?.type === 'attribute' ? node.parent : undefined;
    const isPop = callee?.parts[1] !== undefined && module.textOf(callee.parts[1]) === 'pop';
    return isPop && expressionOf(statement) === callee.parent;
  });
}

const isDeletedPart = ({ parent, start }: SyntaxNode): boolean =>
  parent?.type === 'subscript' && parent.start === start;

/** The method, something it calls, or whoever calls it empties the cache, or may do so under a name that says it. */
function emptiesAlready({ module }: PythonContext, method: MethodSyntax): boolean {
  const emptying = /^(?:empty_cache|free_all_blocks)$/;
  return [method.node, ...callersOf(module, method.name)].some((code) => reachesName(module, code, emptying));
}
