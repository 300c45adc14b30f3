import type { Contract } from '../../../../../core/contract/contract.js';
import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { SuperCall } from '../../../rewrite/agent-syntax.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { passKeyword } from './pass-keyword.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';

/**
 * Passes the agent's port in a call of the base's constructor that is there already: behind its arguments, or in the place of the one
 * that let the base take any port.
 */
export function passPort(
  module: PythonModule,
  call: SuperCall,
  { contract, keyword, value }: { readonly contract: Contract; readonly keyword: string; readonly value: string },
): ProposedEdit {
  const reason = `${contract.class} binds the agent's port from now on.`;
  const anyPort = argumentForAnyPort(module, call, contract);
  if (anyPort) return { start: anyPort.start, end: anyPort.end, newText: `${keyword}=${value}`, reason };
  return passKeyword(module, call, keyword, value, reason);
}

/** `strict_port=False`. */
function argumentForAnyPort(module: PythonModule, call: SuperCall, { keywords }: Contract): SyntaxNode | undefined {
  const strict = keywords.find(({ role }) => role === 'strict-port')?.name;
  const value = strict === undefined ? undefined : call.keywords.get(strict);
  return value !== undefined && module.textOf(value) === 'False' ? value.parent : undefined;
}
