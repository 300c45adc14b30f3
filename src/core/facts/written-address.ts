import type { Range } from '../text/span.js';

/** `scheme://host:port` as the beginning of a text literal, found in a source that connects to it or hands it on. */
export interface WrittenAddress {
  /** `tcp://localhost:7110`; without the port where that is not written beside it. */
  readonly address: string;
  readonly host: string;
  /** `null` when it is known only once the code runs. */
  readonly port: number | null;
  readonly range: Range;
  /** The class of the file's top level around it. */
  readonly class: string | null;
}

/** The beginning of a text that is an address of somebody else; `port` is `null` where the text ends or goes on with a placeholder. */
export type AddressStart = Pick<WrittenAddress, 'address' | 'host' | 'port'>;

const start = /^([a-z][a-z0-9+.-]*:\/\/(\[[\da-f:]+\]|[\w.-]+)):(?:(\d{1,5})(?![\w.])|%[ds]|\{|$)/i;

/** Addresses on which nobody else can be reached: they say where to listen. */
const everywhere = new Set(['0.0.0.0', '[::]']);

const highestPort = 65_535;

/** Reads the content of a literal, as far as it goes. `undefined` for what is no address, or one to listen on. */
export function addressStart(content: string): AddressStart | undefined {
  const [, origin, host, digits] = start.exec(content) ?? [];
  if (origin === undefined || host === undefined || everywhere.has(host)) return undefined;
  if (digits === undefined) return { address: origin, host, port: null };
  const port = Number(digits);
  return port === 0 || port > highestPort ? undefined : { address: `${origin}:${digits}`, host, port };
}

/** The same address once the port that stands elsewhere is known. */
export function withPort({ address, host, port }: AddressStart, elsewhere: number | undefined): AddressStart {
  if (port !== null || elsewhere === undefined) return { address, host, port };
  return { address: `${address}:${elsewhere}`, host, port: elsewhere };
}
