import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';

export interface CheckedAnswer {
  readonly status: number;
  readonly text: string;
}

export interface RequestRules {
  /** Which addresses may be asked: only this machine, or private networks and the internet too. */
  readonly reach: 'loopback' | 'network';
  readonly timeoutMs: number;
}

const mostBytes = 1024 * 1024;

/**
 * One GET whose address was chosen by somebody else. HTTP only, no user names, no redirects, no headers but our own, no compressed
 * answers, 1 MB, one time limit for it all. The name is resolved once, the address is checked, and it is that address that is connected to:
 * a second look-up could say something else. Link-local and unspecified addresses, where clouds keep their secrets, are never asked.
 */
export async function checkedRequest(
  written: string,
  rules: RequestRules,
  signal: AbortSignal,
): Promise<CheckedAnswer> {
  const url = new URL(written);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error(`${written} is no http address.`);
  if (url.username !== '' || url.password !== '') throw new Error('An address with a user name is not asked.');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const { address, family } = await lookup(host);
  if (!isAllowed(address, rules.reach)) throw new Error(`${host} is at ${address}, which is not asked.`);
  return await get(url, { address, family }, AbortSignal.any([signal, AbortSignal.timeout(rules.timeoutMs)]));
}

function get(
  url: URL,
  { address, family }: { address: string; family: number },
  signal: AbortSignal,
): Promise<CheckedAnswer> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      signal,
      headers: { accept: 'application/json, text/plain', 'accept-encoding': 'identity' },
      // Node asks for one address or for all, depending on its own settings.
      lookup: (_host, options, done) => {
        if (options.all === true) done(null, [{ address, family }]);
        else done(null, address, family);
      },
    });
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > mostBytes) request.destroy(new Error('The answer is larger than 1 MB.'));
      });
      response.once('error', reject);
      response.once('end', () => {
        const status = response.statusCode ?? 0;
        const encoding = response.headers['content-encoding'] ?? 'identity';
        if (encoding !== 'identity') reject(new Error('The answer is compressed, though it was asked not to be.'));
        else resolve({ status, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.end();
  });
}

const loopback = new net.BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

const never = new net.BlockList();
never.addSubnet('0.0.0.0', 8);
never.addSubnet('169.254.0.0', 16);
never.addSubnet('224.0.0.0', 3);
never.addAddress('::', 'ipv6');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
// Where one cloud keeps its metadata, among the private addresses.
never.addAddress('fd00:ec2::254', 'ipv6');

function isAllowed(address: string, reach: RequestRules['reach']): boolean {
  // An IPv4 address in IPv6 clothes is judged as what it is.
  const mapped = mappedIpv4(address);
  if (mapped !== undefined) return isAllowed(mapped, reach);
  const type = net.isIPv6(address) ? 'ipv6' : 'ipv4';
  if (never.check(address, type)) return false;
  return reach === 'network' || loopback.check(address, type);
}

function mappedIpv4(address: string): string | undefined {
  if (!net.isIPv6(address)) return undefined;
  const host = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const match = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(host);
  if (match === null) return undefined;
  const [high = 0, low = 0] = [match[1], match[2]].map((part) => Number.parseInt(part ?? '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
