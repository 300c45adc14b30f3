import type { CallSite } from '../call-site.js';
import type { ApiRule, ModuleApi, ModuleApis } from './api.js';

const server = (detail: string): readonly ApiRule[] => [{ kind: 'server', detail }];
const socket = (detail: string): readonly ApiRule[] => [{ kind: 'socket', detail }];

const zeromq: ModuleApi = {
  members: {
    Reply: socket('REP'),
    Request: socket('REQ'),
    Router: socket('ROUTER'),
    Dealer: socket('DEALER'),
    Pull: socket('PULL'),
    Push: socket('PUSH'),
    Publisher: socket('PUB'),
    Subscriber: socket('SUB'),
  },
};

const modelContext: ModuleApi = { members: { Server: server('mcp'), McpServer: server('mcp') } };

/** Calls that make a server or a socket. */
export const serverApis: ModuleApis = {
  http: { members: { createServer: server('http') } },
  https: { members: { createServer: server('https') } },
  http2: { members: { createServer: server('http2'), createSecureServer: server('http2') } },
  net: { members: { createServer: server('net') } },
  tls: { members: { createServer: server('tls') } },
  dgram: { members: { createSocket: [{ kind: 'socket', detail: 'UDP' }] } },
  express: { members: { '': server('express') } },
  fastify: { members: { '': server('fastify'), fastify: server('fastify') } },
  koa: { members: { '': server('koa') } },
  hono: { members: { Hono: server('hono') } },
  ws: { members: { WebSocketServer: server('ws'), Server: server('ws'), 'WebSocket.Server': server('ws') } },
  'socket.io': { members: { Server: server('socket.io'), '': server('socket.io') } },
  zeromq,
  '@grpc/grpc-js': { members: { Server: server('grpc') } },
  '@modelcontextprotocol/sdk': modelContext,
};

export const serverModules: ReadonlySet<string> = new Set(Object.keys(serverApis));

/** Methods that bind what one of these modules has made. */
export const bindingMethods: ReadonlySet<string> = new Set(['listen', 'bind']);

/** The port or the address, as written. */
export function boundAddress(call: CallSite): string {
  const address = call.argument(0);
  return address ? call.textOf(address) : '';
}
