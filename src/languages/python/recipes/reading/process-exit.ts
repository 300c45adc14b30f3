import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { hasOwnEffects } from '../../rewrite/syntax/own-effects.js';
import { callOf, expressionOf, originOf } from './origins.js';
import { ownCode } from './serving.js';

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

/** The statements at which a method returns or ends the process, in source order. */
export const exitsOf = (module: PythonModule, body: SyntaxNode): readonly SyntaxNode[] =>
  ownCode(body).filter((node) => node.type === 'return_statement' || processExit(module, node) !== undefined);

/**
 * The last statement of a method that comes to an end nowhere before it and ends the process with it: `sys.exit(0)`, not
 * `sys.exit(self.stop())`, which does something first.
 */
export function exitAtEnd(module: PythonModule, { body, statements }: MethodSyntax): SyntaxNode | undefined {
  const [exit, ...more] = exitsOf(module, body);
  if (exit === undefined || more.length > 0 || exit !== statements.at(-1)) return undefined;
  return processExit(module, exit) === undefined || hasOwnEffects(module, exit) ? undefined : exit;
}
