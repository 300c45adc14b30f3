import type { EditGroup, ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import { nothing, type Proposal } from '../../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { assignedValue } from '../../../rewrite/values/definitions.js';
import { callOf, callsIn, originOf } from '../../reading/origins.js';
import { cudaAccess, usesCuda, type CudaAccess } from './cuda-access.js';
import { linesAbove, linesBelow, stepOf } from './guarded-lines.js';
import { mayRunBeforeBase, modelLoadIn } from './model-loads.js';
import { reachesName } from './reaches-name.js';
import { methodsNamed } from '../../../rewrite/syntax/methods-named.js';

const measuring =
  /^(?:memory_(?:allocated|reserved|stats|summary)|max_memory_allocated|mem_get_info|nvmlDeviceGetMemoryInfo)$/;

/** What a model takes of the GPU's memory is known only when somebody looks before and after it is loaded. */
export const vramLogging: PythonRecipe = {
  id: 'vram-logging',
  title: 'Log the GPU memory that a model takes',
  description:
    'Writes the allocated GPU memory to the log before and after a model is loaded, where nothing around it measures yet. For review: two more lines in the log.',
  stage: 'core-logic',
  scope: 'class',
  propose(context): Proposal {
    const { agent, module } = context;
    const access = agent.isAdopted ? cudaAccess(module) : undefined;
    if (access === undefined || !usesCuda(module)) return nothing;
    const groups: EditGroup[] = [];
    for (const method of agent.methods) {
      const edits = editsFor(context, method, access);
      if (edits.length > 0) groups.push({ id: method.name, safety: 'review', edits });
    }
    return { groups, left: [] };
  },
};

function editsFor(context: PythonContext, method: MethodSyntax, access: CudaAccess): readonly ProposedEdit[] {
  const { module, agent, draft } = context;
  const isOnly = methodsNamed(agent, method.name).length === 1;
  const load = isOnly && method.kind === 'instance' ? modelLoadIn(module, agent, method) : undefined;
  const log = load && loggerOf(context, method);
  if (load === undefined || log === undefined || draft.isDeleted(load.first) || isRepeated(load.first, method))
    return [];
  if (module.scopeAround(load.first).resolve(access.name) !== module.scopes) return [];
  if (reachesName(module, method.node, measuring)) return [];
  const remark = (when: string): readonly string[] => {
    const line = `${log}.info("GPU memory ${when} loading: %d MiB", ${access.cuda}.memory_allocated() // 2**20)`;
    return access.guard === undefined ? [line] : [`if ${access.guard}:`, `${stepOf(module, method)}${line}`];
  };
  const edits = [linesAbove(module, load.first, remark('before')), linesBelow(module, load.last, remark('after'))];
  const reason = 'The log says what the model takes of the GPU memory.';
  return edits.every((edit) => edit !== undefined) ? edits.map((edit) => ({ ...edit, reason })) : [];
}

/** The load stands in a loop of the method, or in a function that it defines. */
function isRepeated(statement: SyntaxNode, method: MethodSyntax): boolean {
  for (let at = statement.parent; at && at !== method.body; at = at.parent) {
    if (['for_statement', 'while_statement', 'function_definition', 'class_definition'].includes(at.type)) return true;
  }
  return false;
}

/** The logger that the method, else the module, writes to; else the base's, once its constructor has run. */
function loggerOf({ module, agent, contract }: PythonContext, method: MethodSyntax): string | undefined {
  const own = `${method.selfName ?? 'self'}.logger`;
  const isOwnThere =
    contract.attributes.some(({ name, set }) => name === 'logger' && set === 'constructor') &&
    method.name !== '__init__' &&
    !mayRunBeforeBase(agent, method);
  const receivers = callsIn(module, method.body).map(({ receiver }) => receiver && module.textOf(receiver));
  if (isOwnThere && receivers.includes(own)) return own;
  const ofModule = moduleLoggers(module).filter((name) => module.scopeOf(method.node)?.resolve(name) === module.scopes);
  return ofModule.find((name) => receivers.includes(name)) ?? ofModule[0] ?? (isOwnThere ? own : undefined);
}

/** Names of the module that nothing but `logging.getLogger(…)` gives a value. */
function moduleLoggers(module: PythonModule): readonly string[] {
  return [...module.scopes.bindings].flatMap(([name, [place, ...more]]) => {
    const call = place && more.length === 0 ? callOf(module, assignedValue(place)) : undefined;
    return call !== undefined && originOf(module, call.callee) === 'logging.getLogger' ? [name] : [];
  });
}
