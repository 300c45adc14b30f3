import type { Node } from 'web-tree-sitter';
import type { BoundPort, OwnedAttribute, WithheldPort } from '../../../core/contract/contract.js';
import type { BaseModel } from './base-model.js';
import type { BindSite } from './bind-sites.js';
import type { MethodModel } from './class-model.js';
import { callArguments, calledName, field, integerValue } from './syntax.js';
import type { Leaf, ValueLeaves } from './value-leaves.js';

export interface PortQuestion {
  readonly model: BaseModel;
  readonly leaves: ValueLeaves;
  readonly attributes: readonly OwnedAttribute[];
}

/** The ports behind the places at which the constructor begins to listen, each attribute once. */
export function boundPorts(sites: readonly BindSite[], question: PortQuestion): readonly BoundPort[] {
  const ports = new Map<string, BoundPort>();
  for (const site of sites) {
    const attribute = portAttribute(site, question);
    if (attribute !== undefined && !ports.has(attribute)) ports.set(attribute, portOf(site, attribute, question));
  }
  return [...ports.values()];
}

/** The attribute of the object that the bound port is read from. */
function portAttribute(site: BindSite, { leaves }: PortQuestion): string | undefined {
  if (site.port === undefined) return undefined;
  const { node, method } = site.port;
  for (const leaf of leaves.of(node, method)) {
    const attributes = leaf.node.descendantsOfType('attribute');
    const own = attributes.find((one) => field(one, 'object')?.text === leaf.method.self);
    const name = own === undefined ? undefined : field(own, 'attribute')?.text;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Whether a method looks for a free port: it tries the ports of a range. */
export function isPortSearch(method: MethodModel): boolean {
  const calls = method.body.descendantsOfType('call').map(calledName);
  return calls.includes('range') && calls.some((name) => ['bind', 'connect_ex', 'connect'].includes(name));
}

function portOf(site: BindSite, attribute: string, question: PortQuestion): BoundPort {
  const keyword = question.attributes.find((one) => one.name === attribute)?.keyword;
  return {
    attribute,
    ...(keyword === undefined ? {} : { keyword }),
    protocol: site.protocol,
    whenWithheld: withheld(attribute, question),
    onFailure: isForgiven(site.node, site.method) ? 'warns' : 'raises',
  };
}

function withheld(attribute: string, { model, leaves }: PortQuestion): WithheldPort {
  const constructors = [...model.closure(model.constructorMethod, { threads: false })].filter(
    (one) => one.name === '__init__',
  );
  const values = constructors.flatMap((method) =>
    model
      .uses(method)
      .assignments.filter((one) => one.attribute === attribute)
      .flatMap((one) => (one.value === undefined ? [] : leaves.of(one.value, method))),
  );
  const known = values
    .filter((leaf) => leaf.keyword === undefined)
    .flatMap((leaf) => withheldFrom(leaf, model, leaves) ?? []);
  const [first, ...others] = new Map(known.map((one) => [JSON.stringify(one), one])).values();
  return first === undefined || others.length > 0 ? { kind: 'unknown' } : first;
}

function withheldFrom(leaf: Leaf, model: BaseModel, leaves: ValueLeaves): WithheldPort | undefined {
  const { node } = leaf;
  const fixed = integerValue(node);
  if (fixed !== undefined) return fixed === 0 ? undefined : { kind: 'fixed', port: fixed };
  if (node.type === 'binary_operator') {
    const by = integerValue(field(node, 'right'));
    const of = new RegExp(`^${leaf.method.self}\\.(\\w+)$`).exec(field(node, 'left')?.text ?? '')?.[1];
    if (of !== undefined && by !== undefined && field(node, 'operator')?.text === '+')
      return { kind: 'offset', of, by };
  }
  return node.type === 'call' ? searched(leaf, model, leaves) : undefined;
}

/** `self._find_available_port(5000)`: where the search begins and how many ports it tries. */
function searched({ node, method }: Leaf, model: BaseModel, leaves: ValueLeaves): WithheldPort | undefined {
  const search = model.find(calledName(node));
  if (search === undefined || !isPortSearch(search)) return undefined;
  const numbers = callArguments(node).positional.flatMap((one) => constant(one, method, leaves) ?? []);
  const defaults = search.parameters.flatMap((one) => (one.default && integerValue(one.default)) ?? []);
  const from = numbers[0] ?? defaults[0];
  const range = search.body.descendantsOfType('call').find((call) => calledName(call) === 'range');
  const span = range === undefined ? undefined : spanOf(range, search, model);
  return from === undefined || span === undefined ? { kind: 'unknown' } : { kind: 'first-free', from, span };
}

/** `range(start, start + N)` tries N ports, whether N is a number, a constant or a parameter with a default. */
function spanOf(range: Node, search: MethodModel, model: BaseModel): number | undefined {
  const [start, end] = callArguments(range).positional;
  if (start === undefined || end?.type !== 'binary_operator' || field(end, 'left')?.text !== start.text)
    return undefined;
  const width = field(end, 'right');
  const name = width?.text ?? '';
  const default_ = search.parameters.find((one) => one.name === name)?.default;
  return integerValue(width) ?? integerValue(default_) ?? integerValue(model.constants.get(name));
}

function constant(node: Node, method: MethodModel, leaves: ValueLeaves): number | undefined {
  const [only, ...others] = leaves.of(node, method);
  return others.length === 0 ? integerValue(only?.node) : undefined;
}

/** A failure at `node` does not leave `method`: a handler around it catches it and never raises. */
function isForgiven(node: Node, method: MethodModel): boolean {
  for (let one = node.parent; one !== null && one.id !== method.node.id; one = one.parent) {
    if (one.type !== 'try_statement') continue;
    const body = field(one, 'body');
    if (body === undefined || node.startIndex < body.startIndex || node.endIndex > body.endIndex) continue;
    const handlers = one.namedChildren.filter((child) => child.type === 'except_clause');
    if (handlers.length > 0)
      return handlers.every((handler) => handler.descendantsOfType('raise_statement').length === 0);
  }
  return false;
}
