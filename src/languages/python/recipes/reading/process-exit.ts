import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { callOf, expressionOf, originOf } from './origins.js';

/** How a statement ends the process: through all `finally` blocks, or at once. `undefined` for one that does not. */
export function processExit(module: PythonModule, statement: SyntaxNode): 'in order' | 'at once' | undefined {
  if (statement.type === 'raise_statement')
    return /^raise\s+SystemExit\b/.test(module.textOf(statement)) ? 'in order' : undefined;
  const call = callOf(module, expressionOf(statement));
  if (call === undefined) return undefined;
  const name = originOf(module, call.callee) ?? module.textOf(call.callee);
  if (name === 'os._exit' || name === 'os.abort') return 'at once';
  if (name === 'os.kill') return isOwnProcess(module, call.positional[0]) ? 'at once' : undefined;
  return name === 'sys.exit' || name === 'exit' || name === 'quit' ? 'in order' : undefined;
}

/** `os.getpid()`; any other number is a child's, say. */
function isOwnProcess(module: PythonModule, pid: SyntaxNode | undefined): boolean {
  const call = callOf(module, pid);
  return call !== undefined && originOf(module, call.callee) === 'os.getpid';
}
