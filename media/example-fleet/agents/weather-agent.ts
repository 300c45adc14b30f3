// Tells the weather over HTTP, and lets a model on the GPU guess the one of tomorrow when the machine has the library for it.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { LayersModel } from '@tensorflow/tfjs-node-gpu';

interface Question {
  city: string;
}

const PORT = Number(process.env['WEATHER_PORT'] ?? 7310);
const HEALTH_PORT = Number(process.env['WEATHER_HEALTH_PORT'] ?? 7311);

export class WeatherAgent {
  private server: Server | undefined;
  private healthServer: Server | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private model: LayersModel | undefined;
  private answered = 0;
  private readonly degrees = new Map([
    ['Berlin', 17],
    ['Lisbon', 24],
    ['Oslo', 9],
  ]);

  async start(): Promise<void> {
    await this.loadModel();
    this.server = createServer(async (request, response) => {
      const reply = await this.answer(JSON.parse(await textOf(request)));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(reply));
    });
    this.server.listen(PORT, '127.0.0.1');
    this.healthServer = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(this.checkHealth()));
    });
    this.healthServer.listen(HEALTH_PORT, '127.0.0.1');
    this.heartbeat = setInterval(() => this.checkHealth(), 10_000);
  }

  async stop(): Promise<void> {
    clearInterval(this.heartbeat);
    await this.unloadModel();
    this.server?.close();
    if (this.healthServer) this.healthServer.close();
  }

  private async answer(question: Question): Promise<object> {
    this.answered++;
    const now = this.degrees.get(question.city);
    if (now === undefined) return { status: 'error', error: `No station in ${question.city}.` };
    return { status: 'success', city: question.city, degrees: now, tomorrow: await this.forecast(now) };
  }

  private checkHealth() {
    return { status: 'healthy', answered: this.answered, onGpu: this.model !== undefined };
  }

  private async loadModel(): Promise<void> {
    try {
      const tf = await import('@tensorflow/tfjs-node-gpu');
      await tf.setBackend('tensorflow');
      this.model = await tf.loadLayersModel('file://models/weather/model.json');
    } catch {
      // Without the library today's weather is the forecast.
    }
  }

  /** Gives the memory of the card back. */
  private async unloadModel(): Promise<void> {
    if (!this.model) return;
    const tf = await import('@tensorflow/tfjs-node-gpu');
    this.model.dispose();
    this.model = undefined;
    tf.disposeVariables();
  }

  private async forecast(now: number): Promise<number> {
    const { model } = this;
    if (!model) return now;
    const tf = await import('@tensorflow/tfjs-node-gpu');
    return Math.round(tf.tidy(() => model.predict(tf.tensor2d([[now]])).dataSync()[0] ?? now));
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

const agent = new WeatherAgent();
process.on('SIGTERM', async () => {
  await agent.stop();
  process.exit(0);
});
await agent.start();
