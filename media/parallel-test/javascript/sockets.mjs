// Connections and datagrams without a network.
import { EventEmitter } from 'node:events';
import { Duplex } from 'node:stream';
import { soon } from './clock.mjs';
import { Resource, payload, record, recordedAs } from './recording.mjs';
import { inUse, refusedAt } from './refusals.mjs';
import { world } from './world.mjs';

/** A connection that nobody answers. */
export class Socket extends Duplex {
  constructor() {
    super({ read() {}, write: (data, _, done) => (record('send', this.peer ?? 'socket', payload(data)), done()) });
  }

  [recordedAs]() {
    return { '~': 'socket' };
  }

  connect(first, ...rest) {
    const { port = first, host = 'localhost' } =
      typeof first === 'object' ? first : { host: rest.find((one) => typeof one === 'string') };
    this.peer = `${host ?? 'localhost'}:${port}`;
    const callback = rest.find((one) => typeof one === 'function');
    if (callback) this.once('connect', callback);
    record('send', `connect ${this.peer}`, null);
    soon(() => (world.isPopulated ? this.emit('connect') : this.emit('error', refusedAt(port))));
    return this;
  }

  setKeepAlive() {
    return this;
  }
  setNoDelay() {
    return this;
  }
  setTimeout() {
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
}

export const connect = (...args) => new Socket().connect(...args);

export class Datagrams extends EventEmitter {
  [recordedAs]() {
    return { '~': 'socket' };
  }

  bind(first, ...rest) {
    const port = Number(typeof first === 'object' ? first.port : first) || 0;
    const callback = rest.find((one) => typeof one === 'function');
    if (callback) this.once('listening', callback);
    this.port = world.claim(port, this);
    if (this.port === undefined) return void soon(() => this.emit('error', inUse(port)));
    this.resource = new Resource('socket', `bind udp ${port === 0 ? 'any' : port}`);
    soon(() => this.emit('listening'));
    return this;
  }

  send(data, ...rest) {
    record('send', `udp ${rest.filter((one) => typeof one !== 'function').join(' ')}`, payload(data));
    const callback = rest.find((one) => typeof one === 'function');
    if (callback) soon(callback, null);
  }

  close(callback) {
    world.release(this);
    this.resource?.close();
    if (callback) soon(callback);
  }

  address() {
    return { address: '127.0.0.1', family: 'IPv4', port: this.port ?? 0 };
  }

  addMembership() {}
  setBroadcast() {}
  ref() {}
  unref() {}
}
