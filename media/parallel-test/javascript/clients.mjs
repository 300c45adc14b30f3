// Clients without a network: what they send is written down, and everybody answers the same.
import { Readable, Writable } from 'node:stream';
import { MOMENT_MS, sleep, soon } from './clock.mjs';
import { payload, record, recordedAs } from './recording.mjs';
import { refusedAt } from './refusals.mjs';
import { ANSWER, world } from './world.mjs';

/** Request and answer of one that the agent asks. */
export class ClientRequest extends Writable {
  #parts = [];

  constructor(url, options, callback) {
    super({ write: (part, _, done) => (this.#parts.push(Buffer.from(part)), done()) });
    Object.assign(this, { url, method: String(options.method ?? 'GET').toUpperCase() });
    if (callback) this.once('response', callback);
    this.once('finish', () => this.#sent());
  }

  [recordedAs]() {
    return { '~': 'request' };
  }

  #sent() {
    record('send', `${this.method} ${this.url}`, payload(Buffer.concat(this.#parts)));
    if (!world.isPopulated) return void soon(() => this.emit('error', refusedAt(new URL(this.url).port)));
    const response = Readable.from([Buffer.from(JSON.stringify(ANSWER))]);
    Object.assign(response, { statusCode: 200, headers: { 'content-type': 'application/json' } });
    soon(() => this.emit('response', response));
  }

  setHeader() {
    return this;
  }
  setTimeout() {
    return this;
  }
  abort() {
    this.destroy();
  }
}

function request(protocol, first, ...rest) {
  const callback = rest.find((one) => typeof one === 'function');
  const options =
    typeof first === 'object' && !(first instanceof URL)
      ? first
      : (rest.find((one) => typeof one === 'object' && one !== null) ?? {});
  const host = options.hostname ?? options.host ?? 'localhost';
  const url =
    options === first
      ? `${protocol}://${host}${options.port ? `:${options.port}` : ''}${options.path ?? '/'}`
      : String(first);
  return new ClientRequest(url, options, callback);
}

export const clientOf = (protocol) => ({
  request: (...args) => request(protocol, ...args),
  get(...args) {
    const made = request(protocol, ...args);
    made.end();
    return made;
  },
});

/** `fetch`: written down; the answer says the same to everybody. */
export async function fetchDouble(input, options = {}) {
  const url = String(input?.url ?? input);
  const method = String(options.method ?? input?.method ?? 'GET').toUpperCase();
  record('send', `${method} ${url}`, options.body === undefined ? null : payload(options.body));
  await sleep(MOMENT_MS);
  if (!world.isPopulated)
    throw Object.assign(new TypeError('fetch failed'), {
      cause: refusedAt(URL.canParse?.(url) ? new URL(url).port : ''),
    });
  const text = JSON.stringify(ANSWER);
  return {
    ...{
      ok: true,
      status: 200,
      statusText: 'OK',
      url,
      redirected: false,
      body: null,
      bodyUsed: false,
      headers: new Headers({ 'content-type': 'application/json' }),
    },
    ...{
      json: async () => JSON.parse(text),
      text: async () => text,
      arrayBuffer: async () => new TextEncoder().encode(text).buffer,
    },
    clone() {
      return this;
    },
    [recordedAs]: () => ({ '~': 'Response' }),
  };
}
