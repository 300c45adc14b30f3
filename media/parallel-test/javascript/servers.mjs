// Servers without a network: they hear what the scenario sends, and what they reply is written down.
import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { soon } from './clock.mjs';
import { Resource, payload, record, recordedAs } from './recording.mjs';
import { inUse } from './refusals.mjs';
import { inThread } from './turns.mjs';
import { world } from './world.mjs';

/** A server of any kind; `isAsked` says that the scenario can send it requests. */
export class Server extends EventEmitter {
  constructor(options, listener) {
    super();
    const handler = typeof options === 'function' ? options : listener;
    this.kind = 'net';
    this.listening = false;
    if (handler) this.on('request', handler);
  }

  [recordedAs]() {
    return { '~': 'socket' };
  }

  get isAsked() {
    return this.kind === 'http';
  }

  get name() {
    return `${this.kind} ${this.port}`;
  }

  listen(...args) {
    const [first] = args;
    const wanted = typeof first === 'object' && first !== null ? (first.port ?? 0) : first;
    const port = /^\d+$/.test(String(wanted)) ? Number(wanted) : typeof wanted === 'string' ? wanted : 0;
    const callback = args.find((one) => typeof one === 'function');
    if (callback) this.once('listening', callback);
    const claimed = world.claim(port, this);
    if (claimed === undefined) {
      record('open', `bind ${port}`, null);
      soon(() => this.emit('error', inUse(port)));
      return this;
    }
    this.port = claimed;
    this.resource = new Resource('socket', `bind ${port === 0 ? 'any' : port}`);
    this.listening = true;
    soon(() => this.listening && this.emit('listening'));
    return this;
  }

  address() {
    return this.listening ? { address: '127.0.0.1', family: 'IPv4', port: this.port } : null;
  }

  close(callback) {
    if (callback) this.once('close', callback);
    if (!this.listening) {
      soon(() => callback?.(Object.assign(new Error('Server is not running.'), { code: 'ERR_SERVER_NOT_RUNNING' })));
      return this;
    }
    this.listening = false;
    world.release(this);
    this.resource.close();
    soon(() => this.emit('close'));
    return this;
  }

  closeAllConnections() {}
  closeIdleConnections() {}
  setTimeout() {
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  async [Symbol.asyncDispose ?? Symbol.for('asyncDispose')]() {
    this.close();
  }
}

export class HttpServer extends Server {
  constructor(...args) {
    super(...args);
    this.kind = 'http';
  }

  /** One request from outside, handled in a thread that is named after it. */
  arrive({ method, path, body }) {
    const request = new Readable({ read() {} });
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = {
      host: `localhost:${this.port}`,
      ...(text === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    };
    Object.assign(request, {
      method,
      url: path,
      headers,
      httpVersion: '1.1',
      socket: { remoteAddress: '127.0.0.1' },
      connection: {},
      complete: true,
    });
    if (text !== '') request.push(text);
    request.push(null);
    soon(() => inThread('request', () => this.emit('request', request, new Response(this, request))));
  }
}

export class Response extends Writable {
  statusCode = 200;
  statusMessage = '';
  headersSent = false;
  #headers = new Map();
  #parts = [];

  constructor(server, request) {
    super({ write: (part, _, done) => (this.#parts.push(Buffer.from(part)), done()) });
    Object.assign(this, { server, req: request, socket: request.socket });
    this.once('finish', () => this.#replied());
  }

  [recordedAs]() {
    return { '~': 'response' };
  }

  setHeader(name, value) {
    if (this.headersSent)
      throw Object.assign(new Error('Cannot set headers after they are sent to the client'), {
        code: 'ERR_HTTP_HEADERS_SENT',
      });
    this.#headers.set(String(name).toLowerCase(), value);
    return this;
  }

  getHeader(name) {
    return this.#headers.get(String(name).toLowerCase());
  }

  getHeaders() {
    return Object.fromEntries(this.#headers);
  }

  hasHeader(name) {
    return this.#headers.has(String(name).toLowerCase());
  }

  removeHeader(name) {
    this.#headers.delete(String(name).toLowerCase());
  }

  writeHead(status, ...rest) {
    this.statusCode = status;
    for (const [name, value] of Object.entries(rest.find((one) => typeof one === 'object') ?? {}))
      this.setHeader(name, value);
    this.headersSent = true;
    return this;
  }

  flushHeaders() {
    this.headersSent = true;
  }

  write(...args) {
    this.headersSent = true;
    return super.write(...args);
  }

  end(...args) {
    const done = super.end(...args);
    this.headersSent = true;
    return done;
  }

  #replied() {
    const base = record('headers', this.server.name, Object.fromEntries([...this.#headers].sort()));
    const body = payload(Buffer.concat(this.#parts));
    const reply = this.statusCode === 200 ? body : { '~status': this.statusCode, body };
    world.replies.push({ address: this.server.name, reply, base: base || this.server.resource?.base === true });
  }
}
