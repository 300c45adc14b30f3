import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { callOnUse, statementOfCall, type OwnSocket } from '../../reading/own-sockets.js';

export function optionNames(module: PythonModule, socket: OwnSocket): readonly string[] {
  return socket.uses.flatMap((use) => {
    const call = statementOfCall(module, use);
    const [option] = call?.name === 'setsockopt' ? call.positional : [];
    return option === undefined ? [] : [plainName(module, option)];
  });
}

/** Options that the base sets to the same value. */
export function redundantOptions({ module, contract }: PythonContext, socket: OwnSocket): readonly SyntaxNode[] {
  const options = contract.mainSocket?.options ?? {};
  return socket.uses.flatMap((use) => {
    const call = statementOfCall(module, use);
    const [option, value] = call?.name === 'setsockopt' ? call.positional : [];
    if (option === undefined || value === undefined) return [];
    return options[plainName(module, option)] === module.textOf(value) ? [use.statement] : [];
  });
}

/** These count from now on; all other options of a socket that answers count from its next bind: keys, sizes, identities. */
const countsAtOnce = /^(?:LINGER|RCVTIMEO|SNDTIMEO)$/i;

/** Sets an option that would have no effect on a socket that is bound already. */
export function countsOnlyForBind(module: PythonModule, use: SelfUse): boolean {
  const call = callOnUse(module, use);
  if (call?.name === 'set_hwm') return true;
  const [option] = call && /^set(?:sockopt)?(?:_string|_unicode)?$/.test(call.name) ? call.positional : [];
  if (option !== undefined) return !countsAtOnce.test(plainName(module, option));
  const member = use.node.parent;
  const isAssigned =
    member?.type === 'attribute' && member.parent?.type === 'assignment' && member.parent.parts[0] === member;
  const name = isAssigned ? member.parts[1] : undefined;
  return name !== undefined && !countsAtOnce.test(module.textOf(name));
}

/** `LINGER` of `zmq.LINGER`. */
const plainName = (module: PythonModule, option: SyntaxNode): string => module.textOf(option).replace(/^.*\./, '');
