import type { Reason } from '../../../core/reason.js';
import type { PlanRequest } from '../../../core/rewrite/plan-request.js';
import { checkCompileRules } from '../compile-rules.js';
import { openPythonSource } from '../open-source.js';
import { checkStructure } from '../structure.js';
import type { PythonModule } from './syntax/python-module.js';

/** Why a text is no module that could be rewritten, as far as tokens show it. */
export function refusalOfText(text: string): Reason | undefined {
  const source = openPythonSource(text);
  const [problem] = [...checkStructure(source), ...checkCompileRules(source)];
  if (!problem) return undefined;
  const { code, message, range } = problem;
  return { code, message: `${message} (line ${range.line})`, line: range.line };
}

/** Why a parsed module cannot be planned for. */
export function refusalOfModule(module: PythonModule, { classes, path }: PlanRequest): Reason | undefined {
  const [broken] = refusedTypes.flatMap((type) => module.nodesOf(type)).sort((a, b) => a.start - b.start);
  if (module.parsed.hasError || broken) {
    const line = module.lineOf(broken ?? module.root);
    return { code: 'does-not-parse', message: `invalid syntax (line ${line})`, line };
  }
  const missing = classes.find((name) => !module.classNamed(name));
  if (missing === undefined) return undefined;
  return { code: 'no-class', message: `${path} has no class ${missing} at module level.` };
}

/** What the parser could not read, and statements of Python 2, which the grammar knows and Python 3 refuses. */
const refusedTypes = ['ERROR', 'print_statement', 'exec_statement'];
