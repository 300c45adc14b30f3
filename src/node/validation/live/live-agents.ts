import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Operation } from '../../../app/operation.js';
import type { LiveAgents, LiveRequest } from '../../../app/ports/live-agents.js';
import { agentCommand } from '../../../core/contract/agent-command.js';
import type { LiveOutcome } from '../../../core/validation/live/live-check.js';
import type { LiveAnswer } from '../../../core/validation/live/live-endpoint.js';
import { askEndpoint, type Asking } from './ask-endpoint.js';
import { freePorts, StartedAgent } from './started-agent.js';

export interface LiveOptions {
  readonly workspaceRoot: string;
  /** The program that asks over ZeroMQ, `parallel-test/ask.py` of the media folder. */
  readonly client: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How long an agent may take until it listens. */
  readonly patienceMs?: number;
}

/** Agents load models before they listen. */
const usualPatienceMs = 30_000;

export function createLiveAgents(options: LiveOptions): LiveAgents {
  return { run: (request, operation) => run(options, request, operation) };
}

async function run(options: LiveOptions, request: LiveRequest, operation: Operation): Promise<LiveOutcome> {
  const ports = request.endpoints.map(({ port }) => port);
  const free = await freePorts(ports);
  const taken = ports.filter((port) => !free.includes(port));
  if (taken.length > 0) return { kind: 'unknown', reason: `something else listens on port ${taken.join(', ')}.` };
  const now = await tried(options, request, request.path, operation);
  const isSound = typeof now !== 'string' && now.every(({ status }) => status === 'answers');
  if (isSound || request.legacy === undefined) return outcomeOf(now);
  const before = await triedLegacy(options, request, request.legacy, operation);
  if (typeof before === 'string')
    return { kind: 'unknown', reason: `it did not start here before its migration either (${before}).` };
  return outcomeOf(now);
}

const outcomeOf = (tried: readonly LiveAnswer[] | string): LiveOutcome =>
  typeof tried === 'string' ? { kind: 'does-not-start', message: tried } : { kind: 'ran', answers: tried };

/** Before its migration only its main port was certain to be there. */
async function triedLegacy(
  options: LiveOptions,
  request: LiveRequest,
  legacy: Uint8Array,
  operation: Operation,
): Promise<readonly LiveAnswer[] | string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-live-'));
  try {
    const file = path.join(folder, path.basename(request.path));
    await writeFile(file, legacy);
    const endpoints = request.endpoints.slice(0, 1).map((one) => ({ ...one, protocol: 'connection' as const }));
    return await tried(options, { ...request, endpoints }, file, operation);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What each endpoint said; a text says why the agent never listened. */
async function tried(
  { workspaceRoot, client, environment, patienceMs = usualPatienceMs }: LiveOptions,
  { path: own, class: name, command, endpoints, interpreter }: LiveRequest,
  file: string,
  { signal, onProgress }: Operation,
): Promise<readonly LiveAnswer[] | string> {
  signal.throwIfAborted();
  const line = agentCommand(command, { path: file, class: name });
  onProgress?.({ done: 0, label: `Starting ${name}` });
  const modules = [path.join(workspaceRoot, path.dirname(own)), workspaceRoot, environment['PYTHONPATH']];
  const surroundings = {
    ...environment,
    PYTHONPATH: modules.filter(Boolean).join(path.delimiter),
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const ports = endpoints.map(({ port }) => port);
  const agent = new StartedAgent({ command: line, cwd: workspaceRoot, environment: surroundings });
  try {
    const problem = await agent.listens(ports.slice(0, 1), patienceMs, signal);
    if (problem !== undefined) return problem;
    const asking: Asking = {
      ...{ cwd: workspaceRoot, environment: surroundings },
      ...('missing' in interpreter ? {} : { zmqClient: [...interpreter.command, '-B', client] }),
    };
    const answers = await Promise.all(endpoints.map((endpoint) => askEndpoint(endpoint, asking, signal)));
    // It may have listened for a moment before its constructor failed.
    return (await agent.ended()) ?? answers;
  } finally {
    await agent.end(ports);
  }
}
