import type { Node } from 'web-tree-sitter';
import type { HealthService, MainSocket } from '../../../core/contract/contract.js';
import type { BaseModel } from './base-model.js';
import type { BindSite } from './bind-sites.js';
import type { MethodModel } from './class-model.js';
import { receivedNames, servingMethods, type MethodRoles } from './method-roles.js';
import { callArguments, calledName, field, receiver, stringValue } from './syntax.js';

interface OwnSocket {
  readonly attribute: string;
  readonly contextAttribute?: string;
  readonly kind: string;
}

export interface SocketQuestion {
  readonly model: BaseModel;
  readonly roles: MethodRoles;
  readonly sites: readonly BindSite[];
  /** Methods in which the base makes its sockets. */
  readonly making: ReadonlySet<MethodModel>;
}

/** The ZeroMQ socket on which `run` receives; `undefined` when the base has none. */
export function mainSocket(question: SocketQuestion): MainSocket | undefined {
  const { model, roles, making } = question;
  const sockets = ownSockets(model, making);
  const receiving = receivingAttributes(servingMethods(model, roles.run));
  const socket = sockets.find((one) => receiving.has(one.attribute));
  if (socket === undefined) return undefined;
  const options = optionsOf(socket.attribute, making);
  return {
    ...socket,
    ...(isAwaited(socket.attribute, servingMethods(model, roles.run)) ? { isAsync: true } : {}),
    addresses: addressesOf(socket.attribute, question.sites),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
}

/** The socket, thread and HTTP paths on which a thread that the constructor starts answers with the health status. */
export function healthService({ model, roles, making }: SocketQuestion): HealthService | undefined {
  const { healthHook } = roles;
  if (healthHook === undefined) return undefined;
  const threads = [...model.closure(model.constructorMethod, { threads: true })];
  const answering = threads.filter((method) => model.targets(method, model.uses(method).calls).includes(healthHook));
  const sockets = ownSockets(model, making);
  const loop = answering.find((method) => receivingAttributes(new Set([method])).size > 0);
  const httpPaths = [...new Set(answering.flatMap(pathsCompared))];
  if (loop === undefined && httpPaths.length === 0) return undefined;
  const receiving = loop === undefined ? new Set<string>() : receivingAttributes(new Set([loop]));
  const socket = sockets.find((one) => receiving.has(one.attribute));
  const threadAttribute = loop === undefined ? undefined : threadOf(model, loop);
  return {
    ...(socket === undefined ? {} : { socketAttribute: socket.attribute, kind: socket.kind }),
    ...(socket?.contextAttribute === undefined ? {} : { contextAttribute: socket.contextAttribute }),
    ...(threadAttribute === undefined ? {} : { threadAttribute }),
    answersAnyMessage: loop === undefined || !decidesByMessage(loop),
    ...(httpPaths.length === 0 ? {} : { httpPaths }),
  };
}

/** Attributes that hold a socket made with `context.socket(zmq.KIND)`. */
function ownSockets(model: BaseModel, making: ReadonlySet<MethodModel>): readonly OwnSocket[] {
  return [...making].flatMap((method) =>
    model.uses(method).assignments.flatMap(({ attribute, value }): OwnSocket[] => {
      if (value?.type !== 'call' || calledName(value) !== 'socket') return [];
      const kind = /(?:^|\.)(REP|REQ|ROUTER|DEALER|PULL|PUSH|PUB|SUB|PAIR)$/.exec(
        callArguments(value).positional[0]?.text ?? '',
      );
      if (kind?.[1] === undefined) return [];
      const context = attributeOf(receiver(value), method);
      return [{ attribute, ...(context === undefined ? {} : { contextAttribute: context }), kind: kind[1] }];
    }),
  );
}

/** Attributes on which the methods call `recv…` or `poll`, or which they register with a poller. */
function receivingAttributes(methods: ReadonlySet<MethodModel>): ReadonlySet<string> {
  const found = [...methods].flatMap((method) =>
    method.body.descendantsOfType('call').flatMap((call) => {
      const name = calledName(call);
      const polled = name === 'register' ? callArguments(call).positional[0] : undefined;
      const listened = /^recv(_\w+)?$|^poll$/.test(name) ? receiver(call) : polled;
      return attributeOf(listened, method) ?? [];
    }),
  );
  return new Set(found);
}

/** What the methods receive on the attribute comes only when it is awaited. */
function isAwaited(attribute: string, methods: ReadonlySet<MethodModel>): boolean {
  return [...methods].some((method) =>
    method.body
      .descendantsOfType('await')
      .some(({ namedChildren: [call] }) => call?.type === 'call' && attributeOf(receiver(call), method) === attribute),
  );
}

function attributeOf(node: Node | undefined, method: MethodModel): string | undefined {
  const isOwn = node?.type === 'attribute' && field(node, 'object')?.text === method.self;
  return isOwn ? field(node, 'attribute')?.text : undefined;
}

/** A host that means all interfaces can be written in two ways; any other host means only itself. */
function addressesOf(attribute: string, sites: readonly BindSite[]): readonly string[] {
  const site = sites.find(
    (one) => attributeOf(one.socket, one.method) === attribute || one.socket?.text.endsWith(`.${attribute}`),
  );
  if (site?.port === undefined || site.host === '?') return [];
  const hosts = ['*', '0.0.0.0'].includes(site.host) ? ['*', '0.0.0.0'] : [site.host];
  return hosts.map((host) => `tcp://${host}:{port}`);
}

function optionsOf(attribute: string, making: ReadonlySet<MethodModel>): Readonly<Record<string, string>> {
  const pairs = [...making].flatMap((method) =>
    method.body.descendantsOfType('call').flatMap((call): (readonly [string, string])[] => {
      if (!/^setsockopt(_string)?$/.test(calledName(call)) || attributeOf(receiver(call), method) !== attribute)
        return [];
      const [option, value] = callArguments(call).positional;
      return option && value ? [[option.text.replace(/^.*\./, ''), value.text]] : [];
    }),
  );
  return Object.fromEntries(pairs);
}

/** The attribute that holds the thread whose target is `loop`. */
function threadOf(model: BaseModel, loop: MethodModel): string | undefined {
  for (const method of model.methods) {
    const { handedOver, assignments } = model.uses(method);
    const handed = handedOver.find((one) => one.method === loop.name);
    const assignment = assignments.find(
      ({ value }) =>
        value && handed && value.startIndex <= handed.node.startIndex && value.endIndex >= handed.node.endIndex,
    );
    if (assignment !== undefined) return assignment.attribute;
  }
  return undefined;
}

/** The loop looks at what it received before it answers. */
function decidesByMessage(loop: MethodModel): boolean {
  const names = receivedNames(loop);
  return loop.body
    .descendantsOfType('if_statement')
    .flatMap((node) => field(node, 'condition')?.descendantsOfType('identifier') ?? [])
    .some((one) => names.has(one.text));
}

/** Literal paths that are compared with something called `path`. */
function pathsCompared(method: MethodModel): readonly string[] {
  return method.body.descendantsOfType('comparison_operator').flatMap((node) => {
    const isPath = node.namedChildren.some((side) => /(^|\.)path$/.test(side.text));
    const literals = node.descendantsOfType('string').flatMap((one) => stringValue(one) ?? []);
    return isPath ? literals.filter((text) => text.startsWith('/')) : [];
  });
}
