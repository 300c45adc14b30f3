import type { Node } from 'web-tree-sitter';
import type { BaseModel } from './base-model.js';
import type { MethodModel } from './class-model.js';
import { callArguments, calledName, field, receiver, stringValue, unparenthesized } from './syntax.js';

/** A place at which the constructor, or something it started, begins to listen. */
export interface BindSite {
  readonly protocol: 'zmq' | 'http' | 'tcp';
  readonly node: Node;
  /** The method that calls `bind` or makes the server. */
  readonly method: MethodModel;
  /** What listens; absent for a server. */
  readonly socket?: Node;
  /** Host as written; `*` and `0.0.0.0` mean all interfaces. */
  readonly host: string;
  /** The expression of the port and the method in which it stands. */
  readonly port?: { readonly node: Node; readonly method: MethodModel };
}

const servers: Readonly<
  Record<string, { readonly protocol: 'http' | 'tcp'; readonly address: 'tuple' | 'host-port' | 'port' }>
> = {
  HTTPServer: { protocol: 'http', address: 'tuple' },
  ThreadingHTTPServer: { protocol: 'http', address: 'tuple' },
  TCPServer: { protocol: 'tcp', address: 'tuple' },
  ThreadingTCPServer: { protocol: 'tcp', address: 'tuple' },
  make_server: { protocol: 'http', address: 'host-port' },
  start_http_server: { protocol: 'http', address: 'port' },
};

/** Every place in `methods` that begins to listen; helpers that are given the socket and the port are seen through. */
export function bindSites(model: BaseModel, methods: ReadonlySet<MethodModel>): readonly BindSite[] {
  return [...methods].flatMap((method) =>
    method.body.descendantsOfType('call').flatMap((call): readonly BindSite[] => {
      if (calledName(call) !== 'bind') return serverSite(call, method) ?? [];
      const site = socketSite(call, method);
      return site === undefined ? [] : fromCallers(model, methods, site);
    }),
  );
}

function socketSite(call: Node, method: MethodModel): BindSite | undefined {
  const socket = receiver(call);
  const [address] = callArguments(call).positional;
  if (socket === undefined || address === undefined) return undefined;
  if (address.type === 'tuple')
    return { protocol: 'tcp', node: call, method, socket, ...tupleAddress(address, method) };
  const parsed = textAddress(address, method);
  return parsed === undefined ? undefined : { protocol: 'zmq', node: call, method, socket, ...parsed };
}

function serverSite(call: Node, method: MethodModel): BindSite[] | undefined {
  const server = servers[calledName(call)];
  if (server === undefined) return undefined;
  const { positional, keywords } = callArguments(call);
  const [first, second] = positional;
  const base = { protocol: server.protocol, node: call, method };
  if (server.address === 'tuple')
    return first?.type === 'tuple' ? [{ ...base, ...tupleAddress(first, method) }] : [{ ...base, host: '' }];
  const port = keywords.get('port') ?? (server.address === 'port' ? first : second);
  const host = keywords.get('host') ?? keywords.get('addr') ?? (server.address === 'host-port' ? first : undefined);
  return [{ ...base, host: stringValue(host) ?? '', ...(port === undefined ? {} : { port: { node: port, method } }) }];
}

function tupleAddress(tuple: Node, method: MethodModel): Pick<BindSite, 'host' | 'port'> {
  const [host, port] = tuple.namedChildren;
  const written = stringValue(host) ?? '?';
  return { host: written === '' ? '*' : written, ...(port === undefined ? {} : { port: { node: port, method } }) };
}

const tcpAddress = /^tcp:\/\/(.*):([^:]*)$/;

/** `tcp://host:port` written as an f-string, with `%`, with `+` or with `format`. */
function textAddress(address: Node, method: MethodModel): Pick<BindSite, 'host' | 'port'> | undefined {
  const { template, values } = templateOf(address);
  const [, host, port] = tcpAddress.exec(template) ?? [];
  if (host === undefined || port === undefined) return undefined;
  const value = values.at(-1);
  const isValue = port === '{}' && value !== undefined;
  return { host: host.includes('{}') ? '?' : host, ...(isValue ? { port: { node: value, method } } : {}) };
}

/** The text with `{}` for each value in it, and the values. */
function templateOf(node: Node): { readonly template: string; readonly values: readonly Node[] } {
  const plain = stringValue(node);
  if (plain !== undefined) return { template: plain, values: [] };
  if (node.type === 'string') {
    const values = node.namedChildren.filter((part) => part.type === 'interpolation');
    const template = node.namedChildren
      .map((part) => (part.type === 'interpolation' ? '{}' : part.type === 'string_content' ? part.text : ''))
      .join('');
    return { template, values: values.flatMap((part) => field(part, 'expression') ?? part.namedChildren[0] ?? []) };
  }
  return node.type === 'call' ? formatCall(node) : operation(node);
}

function formatCall(node: Node): { readonly template: string; readonly values: readonly Node[] } {
  const template = calledName(node) === 'format' ? stringValue(receiver(node)) : undefined;
  const { positional, keywords } = callArguments(node);
  const [only] = receiver(node) === undefined && calledName(node) === 'str' ? positional : [];
  if (only !== undefined) return { template: '{}', values: [only] };
  return { template: template?.replace(/\{\w*(:\w+)?\}/g, '{}') ?? '', values: [...positional, ...keywords.values()] };
}

function operation(node: Node): { readonly template: string; readonly values: readonly Node[] } {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const operator = field(node, 'operator')?.text;
  if (node.type !== 'binary_operator' || left === undefined || right === undefined)
    return { template: '{}', values: [node] };
  if (operator === '%') {
    const inner = unparenthesized(right);
    return {
      template: (stringValue(left) ?? '').replace(/%[sdi]/g, '{}'),
      values: inner.type === 'tuple' ? inner.namedChildren : [inner],
    };
  }
  const [first, second] = [templateOf(left), templateOf(right)];
  return { template: first.template + second.template, values: [...first.values, ...second.values] };
}

/** The site once for each call of a helper that is given its socket or its port. */
function fromCallers(model: BaseModel, methods: ReadonlySet<MethodModel>, site: BindSite): readonly BindSite[] {
  const names = [site.socket?.text, site.port?.node.text];
  const isGiven = site.method.parameters.some((parameter) => names.includes(parameter.name));
  if (!isGiven) return [site];
  return [...methods].flatMap((caller) =>
    model
      .uses(caller)
      .calls.filter((call) => model.targets(caller, [call])[0] === site.method)
      .map((call) => given(site, caller, call.node)),
  );
}

function given(site: BindSite, caller: MethodModel, call: Node): BindSite {
  const { positional, keywords } = callArguments(call);
  const argument = (name: string | undefined): Node | undefined => {
    const index = site.method.parameters.findIndex((parameter) => parameter.name === name);
    return index < 0 || name === undefined ? undefined : (positional[index] ?? keywords.get(name));
  };
  const socket = argument(site.socket?.text) ?? site.socket;
  const port = argument(site.port?.node.text);
  return {
    ...site,
    ...(socket === undefined ? {} : { socket }),
    ...(port === undefined ? {} : { port: { node: port, method: caller } }),
  };
}
