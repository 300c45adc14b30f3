import type { ContractMethod } from '../../../../../core/contract/contract.js';
import type { EditGroup, ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import { nothing, type Proposal } from '../../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { startOfLine } from '../../../../../core/text/start-of-line.js';
import { indentationAt } from '../../../rewrite/syntax/line-ends.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { statementsOf } from '../../../rewrite/syntax/statements.js';
import { linesBelow, standsAlone, stepOf } from './guarded-lines.js';
import { mayRunBeforeBase, modelLoadIn, type ModelLoad } from './model-loads.js';
import { methodsNamed } from '../../../rewrite/syntax/methods-named.js';

const loading = /(?:^|_)load(?:_|$)/;

/** A model that cannot be loaded is reported before the exception goes on as it did: nothing is swallowed. */
export const guardedModelLoad: PythonRecipe = {
  id: 'guarded-model-load',
  title: 'Report models that cannot be loaded',
  description:
    'Puts the loading of a model that stands unguarded in a load method into a try that reports to the base and raises again. For review: reporting may take time, and reach others.',
  stage: 'core-logic',
  scope: 'class',
  propose(context): Proposal {
    const { agent, contract } = context;
    const { reportError } = contract;
    const hasOwn = methodsNamed(agent, reportError?.name).length > 0;
    if (!agent.isAdopted || reportError === undefined || hasOwn || !takesTypeAndMessage(reportError)) return nothing;
    const groups: EditGroup[] = [];
    for (const method of agent.methods) {
      const edits = editsFor(context, method, reportError);
      if (edits.length > 0) groups.push({ id: method.name, safety: 'review', edits });
    }
    return { groups, left: [] };
  },
};

/** The two that are demanded, in the order in which they are passed here. */
function takesTypeAndMessage({ parameters = [] }: ContractMethod): boolean {
  const demanded = parameters.filter((one) => !one.startsWith('*') && !one.includes('='));
  return demanded.join() === 'error_type,message' && parameters.slice(0, 2).join() === demanded.join();
}

function editsFor(context: PythonContext, method: MethodSyntax, report: ContractMethod): readonly ProposedEdit[] {
  const { module, agent, draft } = context;
  const isOnly = methodsNamed(agent, method.name).length === 1;
  if (!isOnly || !loading.test(method.name) || method.kind !== 'instance' || mayRunBeforeBase(agent, method)) return [];
  if (report.isAsync === true && !method.isAsync) return [];
  const load = modelLoadIn(module, agent, method);
  const name = load && freeName(module, method);
  if (load === undefined || name === undefined || load.suite !== method.body || draft.isDeleted(load.first)) return [];
  return wrap(module, load, [
    `except Exception as ${name}:`,
    `${stepOf(module, method)}${report.isAsync === true ? 'await ' : ''}${method.selfName ?? 'self'}.${report.name}("model_load", str(${name}))`,
    `${stepOf(module, method)}raise`,
  ]);
}

/** A name for the exception that the method does not use; none when `Exception` means something else here. */
function freeName(module: PythonModule, method: MethodSyntax): string | undefined {
  const scope = module.scopeOf(method.node);
  if (scope === undefined || scope.resolve('Exception') !== undefined || scope.resolve('str') !== undefined)
    return undefined;
  return ['error', 'load_error'].find((name) => scope.resolve(name) === undefined);
}

/** `try:` above the statements, one level more before each of their lines, and the handler below. */
function wrap(
  module: PythonModule,
  { method, suite, first, last }: ModelLoad,
  handler: readonly string[],
): readonly ProposedEdit[] {
  const { text, lineEnd } = module;
  const statements = statementsOf(suite).filter((one) => first.start <= one.start && one.end <= last.end);
  const below = linesBelow(module, last, handler);
  if (below === undefined || !statements.every((one) => standsAlone(module, one))) return [];
  const [step, indentation] = [stepOf(module, method), indentationAt(text, first.start)];
  const reason = 'A model that cannot be loaded is reported, and the exception goes on to the caller as before.';
  const insertion = (at: number, newText: string): ProposedEdit => ({ start: at, end: at, newText, reason });
  const lines = lineStarts(module, first.start, last.end).map((at) => {
    return insertion(text.startsWith(indentation, at) ? at + indentation.length : at, step);
  });
  return [insertion(first.start, `try:${lineEnd}${indentation}${step}`), ...lines, { ...below, reason }];
}

/** Starts of the lines behind the first one, but for empty ones and for those inside a text. */
function lineStarts(module: PythonModule, start: number, end: number): readonly number[] {
  const { text } = module;
  const texts = module.nodesOf('string').filter((node) => node.start < end && start < node.end);
  const starts: number[] = [];
  for (const { index, 0: lineEnd } of text.slice(start, end).matchAll(/\r\n|\n|\r/g)) {
    const at = start + index + lineEnd.length;
    const isInText = texts.some((one) => one.start < at && at < one.end);
    if (!isInText && !/^[ \t\f]*(?:[\r\n]|$)/.test(text.slice(at, at + 200)) && startOfLine(text, at) === at)
      starts.push(at);
  }
  return starts;
}
