import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { SuperCall } from '../../../rewrite/agent-syntax.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';

/** Adds a keyword behind the arguments of a call of the base's constructor that is there already. */
export function passKeyword(
  module: PythonModule,
  call: SuperCall,
  keyword: string,
  value: string,
  reason: string,
): ProposedEdit {
  const last = call.argumentList.parts.at(-1);
  const at = last?.end ?? call.argumentList.start + 1;
  const written = /[\r\n]/.test(module.textOf(call.argumentList)) ? value.trim() : value;
  return { start: at, end: at, newText: `${last === undefined ? '' : ', '}${keyword}=${written}`, reason };
}
