import net from 'node:net';
import type { AgentProbe } from '../../core/telemetry/agent-probe.js';
import type { AgentMeasurement } from '../../core/telemetry/frame.js';
import { checkedRequest } from './checked-request.js';
import { runTool } from './run-tool.js';

/** Longer than the slowest answer that is still one: what takes this long is missed. */
const timeoutMs = 10_000;
const mostBytes = 1024 * 1024;

/** Asks one agent: how long it took, and whether there was an answer at all. */
export async function askAgent(probe: AgentProbe, signal: AbortSignal): Promise<AgentMeasurement['values']> {
  const startedMs = performance.now();
  const answered = await answerTo(probe, signal).catch(() => false);
  // Stopped by us: nothing is known.
  if (signal.aborted) return {};
  return answered ? { answered: 1, responseMs: performance.now() - startedMs } : { answered: 0 };
}

async function answerTo(probe: AgentProbe, signal: AbortSignal): Promise<boolean> {
  switch (probe.kind) {
    case 'http':
      return (await checkedRequest(probe.url, { reach: 'loopback', timeoutMs }, signal)).status < 400;
    case 'tcp':
      return await askByLine(probe.port, probe.request, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
    case 'command': {
      const [executable = '', ...args] = probe.command;
      return (await runTool(executable, args, { timeoutMs, maxOutputBytes: mostBytes }, signal)).exitCode === 0;
    }
  }
}

function askByLine(port: number, request: unknown, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1', signal });
    let said = '';
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    socket.on('data', (text: string) => {
      said += text;
      if (said.includes('\n') || isJson(said)) end(isJson(said.split('\n', 1)[0] ?? ''));
      else if (said.length > mostBytes) end(false);
    });
    socket.once('error', () => end(false));
    socket.once('close', () => end(isJson(said)));
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
