// Node's modules of the network, as agents import them.
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { ClientRequest, clientOf } from './clients.mjs';
import { soon } from './clock.mjs';
import { HttpServer, Response, Server } from './servers.mjs';
import { Datagrams, Socket, connect } from './sockets.mjs';

class Agent extends EventEmitter {
  destroy() {}
}

const httpOf = (protocol, real) => ({
  ...clientOf(protocol),
  createServer: (...args) => new HttpServer(...args),
  ...{
    Server: HttpServer,
    Agent,
    globalAgent: new Agent(),
    ServerResponse: Response,
    ClientRequest,
    IncomingMessage: Readable,
  },
  ...{ METHODS: real.METHODS, STATUS_CODES: real.STATUS_CODES, maxHeaderSize: 16384 },
});

const resolved = { address: '127.0.0.1', family: 4 };
const lookup = async (_, options) => (options?.all ? [resolved] : resolved);
const dnsPromises = {
  lookup,
  resolve: async () => ['127.0.0.1'],
  resolve4: async () => ['127.0.0.1'],
  reverse: async () => ['localhost'],
};

export const network = (real) => ({
  http: httpOf('http', real),
  https: httpOf('https', real),
  net: {
    ...{
      createServer: (...args) => netServer(...args),
      Server,
      Socket,
      Stream: Socket,
      connect,
      createConnection: connect,
    },
    ...{ isIP: (text) => (/^\d+(?:\.\d+){3}$/.test(text) ? 4 : text.includes(':') ? 6 : 0) },
  },
  tls: {
    connect,
    createServer: (...args) => netServer(...args),
    TLSSocket: Socket,
    Server,
    createSecureContext: () => ({}),
  },
  dgram: { createSocket: (_, listener) => datagrams(listener), Socket: Datagrams },
  dns: {
    promises: dnsPromises,
    lookup: (_, ...rest) => soon(rest.at(-1), null, '127.0.0.1', 4),
    resolve: (_, ...rest) => soon(rest.at(-1), null, ['127.0.0.1']),
  },
  'dns/promises': dnsPromises,
});

function netServer(options, listener) {
  const server = new Server();
  const handler = typeof options === 'function' ? options : listener;
  if (handler) server.on('connection', handler);
  return server;
}

function datagrams(listener) {
  const made = new Datagrams();
  if (listener) made.on('message', listener);
  return made;
}
