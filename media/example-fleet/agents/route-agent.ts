// Finds ways through the city in two worker threads, and asks the weather agent whether an umbrella is needed.
import { createServer, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

interface Wish {
  from: string;
  to: string;
}

const PORT = 7320;
const WORKERS = 2;

/** Minutes between neighbours. */
const streets: Record<string, Record<string, number>> = {
  Station: { Market: 4, Park: 7 },
  Market: { Station: 4, Park: 2, Harbour: 9 },
  Park: { Station: 7, Market: 2, Harbour: 5 },
  Harbour: { Market: 9, Park: 5 },
};

function minutesBetween({ from, to }: Wish): number | undefined {
  const known = new Map([[from, 0]]);
  for (const [place, minutes] of known) {
    for (const [next, more] of Object.entries(streets[place] ?? {})) {
      const total = minutes + more;
      if (total < (known.get(next) ?? Infinity)) {
        known.delete(next);
        known.set(next, total);
      }
    }
  }
  return known.get(to);
}

export class RouteAgent {
  private readonly workers = Array.from({ length: WORKERS }, () => new Worker(fileURLToPath(import.meta.url)));
  private readonly reaper = setInterval(() => this.forgetOld(), 60_000);
  private readonly recent = new Map<string, number>();
  private readonly server = createServer(async (request, response) => {
    const wish = JSON.parse(await textOf(request));
    const reply = await this.route(wish);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(reply));
  });
  private next = 0;

  async start(): Promise<void> {
    this.server.listen(PORT, '127.0.0.1');
  }

  async shutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
    this.server.close();
  }

  async route(wish: any): Promise<object> {
    const key = `${wish.from} ${wish.to}`;
    const minutes = await this.ask(wish);
    this.recent.set(key, Date.now());
    const degrees = await this.degreesIn('Oslo').catch(() => undefined);
    return { status: 'success', minutes, degrees };
  }

  private async degreesIn(city: string): Promise<unknown> {
    const response = await fetch('http://127.0.0.1:7310/weather', { method: 'POST', body: JSON.stringify({ city }) });
    const weather = (await response.json()) as { degrees?: number };
    return weather.degrees;
  }

  private ask(wish: Wish): Promise<unknown> {
    const worker = this.workers[this.next++ % WORKERS];
    if (!worker) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      worker.once('message', resolve);
      worker.postMessage(wish);
    });
  }

  private forgetOld(): void {
    const limit = Date.now() - 60_000;
    for (const [key, at] of this.recent) if (at < limit) this.recent.delete(key);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

if (isMainThread) {
  const agent = new RouteAgent();
  process.on('SIGTERM', async () => {
    await agent.shutdown();
    process.exit(0);
  });
  await agent.start();
} else {
  parentPort?.on('message', (wish: Wish) => parentPort?.postMessage(minutesBetween(wish)));
}
