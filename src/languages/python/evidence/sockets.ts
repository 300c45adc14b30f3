import type { ApiEntry, ApiRule } from '../api-tree.js';
import type { CallSite } from '../call-site.js';
import * as Kind from '../tokens/kinds.js';

const server = (detail: string, ...paths: readonly string[]): ApiEntry => ({ kind: 'server', detail, paths });

/** Calls that open a socket or start a server. */
export const socketApis: readonly ApiEntry[] = [
  { kind: 'socket', detail: transportOf, paths: ['socket.socket', 'socket.create_connection'] },
  { kind: 'socket-bind', detail: boundAddress, paths: ['socket.create_server'] },
  server('fastapi', 'fastapi.FastAPI'),
  server('flask', 'flask.Flask'),
  server('quart', 'quart.Quart'),
  server('starlette', 'starlette.applications.Starlette'),
  server('sanic', 'sanic.Sanic'),
  server('bottle', 'bottle.Bottle', 'bottle.run'),
  server('uvicorn', 'uvicorn.run', 'uvicorn.Server', 'uvicorn.Config'),
  server('hypercorn', 'hypercorn.asyncio.serve'),
  server('waitress', 'waitress.serve'),
  server('aiohttp', 'aiohttp.web.Application', 'aiohttp.web.run_app', 'aiohttp.web.AppRunner', 'aiohttp.web.TCPSite'),
  server('http.server', 'http.server.HTTPServer', 'http.server.ThreadingHTTPServer'),
  server(
    'socketserver',
    ...['TCPServer', 'UDPServer', 'ThreadingTCPServer', 'ThreadingUDPServer'].map((name) => `socketserver.${name}`),
  ),
  server('xmlrpc', 'xmlrpc.server.SimpleXMLRPCServer'),
  server('wsgiref', 'wsgiref.simple_server.make_server'),
  server('grpc', 'grpc.server', 'grpc.aio.server'),
  server('websockets', 'websockets.serve', 'websockets.server.serve', 'websockets.asyncio.server.serve'),
  server('asyncio', 'asyncio.start_server', 'asyncio.start_unix_server'),
  server('tornado', 'tornado.web.Application', 'tornado.httpserver.HTTPServer'),
  server('prometheus', 'prometheus_client.start_http_server'),
  server('socketio', 'flask_socketio.SocketIO', 'socketio.Server', 'socketio.AsyncServer'),
  server('gradio', 'gradio.Interface', 'gradio.Blocks'),
  server('dash', 'dash.Dash'),
];

const zmqType = /(?:^|\.)(REP|REQ|PUB|SUB|XPUB|XSUB|PUSH|PULL|ROUTER|DEALER|PAIR|STREAM)$/;

/** Socket calls by their method's name: what they are called on is a variable. */
export const socketMethods: Readonly<Record<string, ApiRule>> = {
  socket: { kind: 'socket', detail: (call) => zmqTypeOf(call) ?? '', when: (call) => zmqTypeOf(call) !== undefined },
  bind: { kind: 'socket-bind', detail: boundAddress, when: bindsSocket },
  bind_to_random_port: { kind: 'socket-bind', detail: boundAddress },
};

/** `context.socket(zmq.REP)`, `socket(REP)` after a star import */
function zmqTypeOf(call: CallSite): string | undefined {
  const type = call.positional(0) ?? call.keyword('socket_type');
  return type && zmqType.exec(call.textOf(type))?.[1];
}

function transportOf(call: CallSite): string {
  const { source, opening, lastToken } = call;
  return /SOCK_DGRAM/.test(source.excerpt(opening, lastToken)) ? 'UDP' : 'TCP';
}

function boundAddress(call: CallSite): string {
  const address = call.positional(0);
  return address ? call.textOf(address) : '';
}

/** A URL, a (host, port) pair, or something called socket is what sockets are bound with; other libraries bind events and queries. */
function bindsSocket(call: CallSite): boolean {
  const address = call.positional(0);
  if (!address) return false;
  const { source, firstToken, opening } = call;
  if (call.someString((content) => content.includes('://'))) return true;
  if (source.tokens.kinds[address.first] === Kind.LEFT_PARENTHESIS) return true;
  return /sock|server|router|dealer|publisher|subscriber|_(?:rep|req|pub|sub|push|pull)$/i.test(
    source.excerpt(firstToken, opening - 3),
  );
}
