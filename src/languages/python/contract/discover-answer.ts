import type { Node } from 'web-tree-sitter';
import type { DiscoverMethod } from '../../../core/contract/contract.js';
import type { BaseModel } from './base-model.js';
import type { MethodModel } from './class-model.js';
import { calledName, field } from './syntax.js';

/** What the base's look-up of another agent returns: told by how the base itself uses it, else by what it returns. */
export function discoverAnswer(model: BaseModel, method: MethodModel): Pick<DiscoverMethod, 'answers'> {
  const assignments = model.methods.flatMap(({ body }) => body.descendantsOfType('assignment'));
  if (assignments.some((one) => isUnpacked(one, method.name))) return { answers: 'host-and-port' };
  const returned = method.body
    .descendantsOfType('return_statement')
    .flatMap((one) => one.namedChildren[0] ?? [])
    .filter(({ type }) => type !== 'none');
  if (returned.length === 0) return {};
  const isPair = ({ type, namedChildren }: Node): boolean =>
    (type === 'tuple' || type === 'expression_list') && isHostAndPort(namedChildren);
  if (returned.every(isPair)) return { answers: 'host-and-port' };
  return returned.every(isAddress) ? { answers: 'address' } : {};
}

/** `host, port = self.find(name)` */
function isUnpacked(assignment: Node, name: string): boolean {
  const [left, right] = [field(assignment, 'left'), field(assignment, 'right')];
  if (left === undefined || right?.type !== 'call' || calledName(right) !== name) return false;
  return ['pattern_list', 'tuple_pattern'].includes(left.type) && isHostAndPort(left.namedChildren);
}

function isHostAndPort([host, port, ...more]: readonly Node[]): boolean {
  if (host === undefined || port === undefined || more.length > 0) return false;
  return /host|ip|addr/i.test(host.text) && /port/i.test(port.text);
}

const isAddress = ({ type, text }: Node): boolean => type === 'string' && /^[fF]?["']tcp:\/\//.test(text);
