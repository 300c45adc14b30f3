// The base class of the fleet's TypeScript agents. Its constructor has no effects: ports are bound by run(), and cleanup() ends that.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface BaseAgentOptions {
  name: string;
  port?: number;
  healthPort?: number;
  host?: string;
  strictPort?: boolean;
  capabilities?: string[];
}

export interface HealthStatus {
  status: string;
  name: string;
  uptimeMs: number;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

interface StartupEntry {
  name: string;
  port: number;
}

const FIRST_FREE_PORT = 7400;
const manifest = new URL('../../config/startup-typescript.json', import.meta.url);

export class BaseAgent extends EventEmitter {
  readonly name: string;
  readonly port: number;
  readonly healthPort: number;
  protected readonly log: Log;
  #host: string;
  #strictPort: boolean;
  #startedAt = Date.now();
  #servers: Server[] = [];
  #ended: (() => void) | undefined;
  #isClosed = false;

  constructor(options: BaseAgentOptions) {
    super();
    this.name = options.name;
    this.port = options.port ?? FIRST_FREE_PORT;
    this.healthPort = options.healthPort ?? this.port + 1;
    this.#host = options.host ?? '127.0.0.1';
    this.#strictPort = options.strictPort ?? options.port !== undefined;
    const write = (level: string) => (message: string) => console.error(`${level} ${options.name}: ${message}`);
    this.log = { info: write('info'), warn: write('warn'), error: write('error') };
  }

  /** Prepares the agent, answers on its ports and comes back when cleanup() was called. */
  async run(): Promise<void> {
    await this.init();
    if (this.#isClosed) return;
    const ended = new Promise<void>((resolve) => {
      this.#ended = resolve;
    });
    await this.#listen(this.port, this.#strictPort, async (request) => this.handleRequest(await readBody(request)));
    await this.#listen(this.healthPort, this.#strictPort, async () => this.getHealthStatus());
    this.emit('ready');
    await ended;
  }

  cleanup(): void | Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const server of this.#servers) server.close();
    this.#ended?.();
    this.emit('stopped');
  }

  getHealthStatus(): HealthStatus | Promise<HealthStatus> {
    return { status: 'healthy', name: this.name, uptimeMs: Date.now() - this.#startedAt };
  }

  /** Where another agent answers, as the start-up manifest says. */
  getAgentEndpoint(name: string): string {
    const { agents } = JSON.parse(readFileSync(manifest, 'utf8')) as { agents: StartupEntry[] };
    const found = agents.find((agent) => agent.name === name);
    if (!found) throw new Error(`No agent is called ${name}.`);
    return `http://127.0.0.1:${found.port}`;
  }

  async sendRequest(agent: string, request: unknown): Promise<unknown> {
    const response = await fetch(this.getAgentEndpoint(agent), { method: 'POST', body: JSON.stringify(request) });
    return response.json();
  }

  reportError(error: unknown, context?: object): void {
    this.log.error(`${String(error)} ${JSON.stringify(context ?? {})}`);
  }

  protected async init(): Promise<void> {}

  protected async handleRequest(_request: unknown): Promise<unknown> {
    throw new Error(`${this.name} does not answer requests.`);
  }

  #listen(port: number, isStrict: boolean, answer: (request: IncomingMessage) => Promise<unknown>): Promise<void> {
    const server = createServer((request, response) => {
      void reply(response, () => answer(request));
    });
    this.#servers.push(server);
    return new Promise((resolve, reject) => {
      server.once('error', (error) => (isStrict ? reject(error) : server.listen(0, this.#host, resolve)));
      server.listen(port, this.#host, resolve);
    });
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) text += String(part);
  return text === '' ? {} : JSON.parse(text);
}

async function reply(response: ServerResponse, answer: () => Promise<unknown>): Promise<void> {
  let body: unknown;
  try {
    body = await answer();
  } catch (error) {
    response.statusCode = 500;
    body = { status: 'error', error: String(error) };
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
