import net from 'node:net';
import type { LiveAnswer, LiveEndpoint } from '../../../core/validation/live/live-endpoint.js';
import { answerMs } from '../../../core/validation/live/live-check.js';
import { runProcess } from '../../process-runner.js';
import { checkedRequest } from '../../telemetry/checked-request.js';
import { isToItself } from './is-to-itself.js';

export interface Asking {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What starts Python and the program that asks over ZeroMQ; absent without an interpreter. */
  readonly zmqClient?: readonly [string, ...string[]];
}

const maxBytes = 1 << 20;
/** The client itself has to start. */
const startMs = 5000;
const noAnswer = 3;

/** One question. A protocol that cannot be spoken here is asked for a connection only. */
export async function askEndpoint(endpoint: LiveEndpoint, asking: Asking, signal: AbortSignal): Promise<LiveAnswer> {
  const { port } = endpoint;
  const reply = await replyOf(endpoint, asking, signal);
  signal.throwIfAborted();
  return reply === undefined ? { port, status: 'silent' } : { port, status: 'answers', keys: keysOf(reply) };
}

async function replyOf(endpoint: LiveEndpoint, asking: Asking, signal: AbortSignal): Promise<string | undefined> {
  const { port, protocol, page = '/' } = endpoint;
  switch (protocol) {
    case 'zmq':
      return asking.zmqClient === undefined
        ? await connected(port, signal)
        : await overZmq(port, asking, asking.zmqClient, signal);
    case 'http': {
      const url = `http://127.0.0.1:${port}${page}`;
      const answer = await checkedRequest(url, { reach: 'loopback', timeoutMs: answerMs }, signal).catch(
        () => undefined,
      );
      return answer && answer.status < 400 ? answer.text : undefined;
    }
    case 'tcp':
      return await overTcp(port, signal);
    case 'connection':
      return await connected(port, signal);
  }
}

async function overZmq(
  port: number,
  { cwd, environment }: Asking,
  [command, ...first]: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<string | undefined> {
  const asked = { command, arguments: [...first, String(port), String(answerMs)], cwd, environment };
  const result = await runProcess({ ...asked, timeoutMs: answerMs + startMs, maxOutputBytes: maxBytes }, signal);
  if (result.status !== 'ended') return undefined;
  if (result.exitCode === 0) return Buffer.from(result.stdout).toString('utf8');
  // Without the library nothing can be said but that somebody listens.
  return result.exitCode === noAnswer ? undefined : await connected(port, signal);
}

function connected(port: number, signal: AbortSignal): Promise<string | undefined> {
  return spoken(port, signal, (socket, end) => socket.once('connect', () => end('')));
}

function overTcp(port: number, signal: AbortSignal): Promise<string | undefined> {
  return spoken(port, signal, (socket, end) => {
    let said = '';
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(`${JSON.stringify({ action: 'health_check' })}\n`));
    socket.on('data', (text: string) => {
      said += text;
      if (said.includes('\n') || said.length > maxBytes) end(said);
    });
    socket.once('close', () => end(said === '' ? undefined : said));
  });
}

function spoken(
  port: number,
  signal: AbortSignal,
  speak: (socket: net.Socket, end: (reply: string | undefined) => void) => void,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
    const socket = net.connect({ port, host: '127.0.0.1', signal: limited });
    const end = (reply: string | undefined): void => {
      socket.destroy();
      resolve(reply);
    };
    socket.once('error', () => end(undefined));
    // Before anybody speaks: it would hear itself.
    socket.once('connect', () => (isToItself(socket) ? end(undefined) : undefined));
    speak(socket, end);
  });
}

function keysOf(reply: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(reply);
    return typeof read === 'object' && read !== null ? Object.keys(read) : [];
  } catch {
    return [];
  }
}
