import type { PlanCheck } from '../../core/rewrite/plan.js';
import { languageOfPath } from '../../core/workspace/workspace-modules.js';
import { loadPythonParser } from '../../languages/python/parser.js';
import { provePythonResult } from '../../languages/python/rewrite/prove-result.js';
import type { ProveResultRequest } from './language-tasks.js';

/** Proves what one file has become; nothing is proved of a language that is not rewritten. */
export async function proveResult({ wasmFolder, ...request }: ProveResultRequest): Promise<readonly PlanCheck[]> {
  if (languageOfPath(request.path) !== 'python') return [];
  return provePythonResult(await loadPythonParser(wasmFolder), request);
}
