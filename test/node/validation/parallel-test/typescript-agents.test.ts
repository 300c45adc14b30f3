import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ParallelTest } from '../../../../src/app/ports/parallel-test.js';
import { runPair, typescriptTest, typescriptWorkspace } from './typescript-pair.js';

const legacy = `
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { appendFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Pool } from 'pg';
import { rate, type Rate } from '../common/rates.js';

enum Mode { Slow = 'slow', Fast = 'fast' }

interface Order { item: string; count: number; mode?: Mode }

export class WorkAgent {
  private server: Server | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly pool = new Pool({ max: 3 });
  private readonly counter = new Worker(new URL('./counting.ts', import.meta.url), { workerData: { step: 2 } });
  private readonly orders = new Map<string, Order>();
  private done = 0;

  constructor(private readonly prefix: string = 'order') {}

  async start(): Promise<void> {
    this.server = createServer(async (request, response) => {
      const order = JSON.parse(await textOf(request)) as Order;
      response.setHeader('x-agent', 'work');
      response.end(JSON.stringify(await this.take(order)));
    });
    this.server.listen(7600);
    this.timer = setInterval(() => this.flush(), 5_000);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.counter.terminate();
    await this.pool.end();
    this.server?.close();
  }

  async take(order: Order): Promise<object> {
    if (order.item === 'nothing') throw new RangeError(\`no \${order.item}\`);
    this.orders.set(this.keyOf(order.item, order.count), order);
    const price: Rate = rate(order.count, 2);
    const counted = await this.count(order.count);
    return { status: 'success', price, counted, mode: order.mode ?? Mode.Slow };
  }

  keyOf(item: string, count: number): string {
    return \`\${this.prefix}/\${item}/\${count}\`;
  }

  private count(value: number): Promise<unknown> {
    return new Promise((resolve) => {
      this.counter.once('message', resolve);
      this.counter.postMessage(value);
    });
  }

  private async flush(): Promise<void> {
    this.done += this.orders.size;
    try {
      await this.pool.query('INSERT INTO orders VALUES ($1)', [this.done]);
      appendFileSync('orders.log', \`\${this.done}\\n\`);
    } catch (error) {
      this.orders.clear();
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

const agent = new WorkAgent();
process.on('SIGTERM', async () => {
  await agent.stop();
  process.exit(0);
});
await agent.start();
`;

const migrated = legacy
  .replace(`import { Pool }`, `import { BaseAgent } from '../common/core/base-agent.ts';\nimport { Pool }`)
  .replace('export class WorkAgent {', 'export class WorkAgent extends BaseAgent {')
  .replace(`= 'order') {}`, `= 'order') {\n    super({ name: 'WorkAgent' });\n  }`)
  .replace(
    `\n}\n\nasync function textOf`,
    `
  override async run(): Promise<void> {
    await this.start();
    await super.run();
  }

  override async cleanup(): Promise<void> {
    await this.stop();
    await super.cleanup();
  }
}

async function textOf`,
  );

const breakages: readonly (readonly [what: string, from: string, to: string])[] = [
  ['a dropped statement', 'this.orders.set(this.keyOf(order.item, order.count), order);', ''],
  ['swapped arguments', 'rate(order.count, 2)', 'rate(2, order.count)'],
  ['another key', 'counted, mode', 'count: counted, mode'],
  ['a swallowed exception', 'throw new RangeError(`no ${order.item}`);', 'return {};'],
  ['a lost timer', 'this.timer = setInterval(() => this.flush(), 5_000);', ''],
  ['a slower timer', '5_000', '50_000'],
  ['a lost worker', 'this.counter.postMessage(value);', 'resolve(value);'],
  ['other data for the worker', 'step: 2', 'step: 3'],
  ['a removed await', 'await this.count(order.count)', 'this.count(order.count)'],
  ['a forgotten super.cleanup()', 'await super.cleanup();', ''],
  ['a changed default', `prefix: string = 'order'`, `prefix: string = 'job'`],
  ['a resource left open', 'this.server?.close();', ''],
  ['another port', 'listen(7600)', 'listen(7601)'],
  ['a second bind', 'this.server.listen(7600);', 'this.server.listen(7600);\n    createServer().listen(7600);'],
  ['another query', 'INSERT INTO orders', 'INSERT INTO order'],
  ['another file', 'orders.log', 'order.log'],
  ['a lost header', `response.setHeader('x-agent', 'work');`, ''],
  ['a method that is gone', 'keyOf(item: string', 'keyFor(item: string'],
];

describe('the parallel test of TypeScript agents', function () {
  this.timeout(300_000);
  let root = '';
  let test: ParallelTest;

  before(() => {
    root = typescriptWorkspace();
    // It knows the recordings of the version that all of them are compared with.
    test = typescriptTest(root);
    writeFileSync(
      path.join(root, 'common/rates.ts'),
      'export type Rate = number;\nexport const rate = (count: number, digits: number): Rate => Number((count / 3).toFixed(digits));\n',
    );
    writeFileSync(
      path.join(root, 'agents/counting.ts'),
      `import { parentPort, workerData } from 'node:worker_threads';\nparentPort?.on('message', (value: number) => parentPort?.postMessage(value * (workerData as { step: number }).step));\n`,
    );
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('finds the same in a correct migration', async () => {
    const outcome = await runPair(root, { legacy, migrated }, test);
    assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome, null, 1));
    assert.ok(outcome.calls > 20, `${outcome.calls} calls`);
    assert.deepEqual(outcome.notRun, []);
  });

  for (const [what, from, to] of breakages) {
    it(`sees ${what}`, async () => {
      const broken = migrated.replace(from, to);
      assert.notEqual(broken, migrated);
      const outcome = await runPair(root, { legacy, migrated: broken }, test);
      assert.equal(outcome.kind, 'different', JSON.stringify(outcome, null, 1));
    });
  }

  it('shows the smallest call that differs', async () => {
    const broken = migrated.replace('${this.prefix}/${item}', '${item}/${this.prefix}');
    const outcome = await runPair(root, { legacy, migrated: broken });
    assert.ok(outcome.kind === 'different');
    assert.match(outcome.smallest.call, /^keyOf\(/);
    assert.equal(outcome.smallest.what, 'the result');
  });

  it('says what cannot be run, and why', async () => {
    const outcome = await runPair(root, {
      legacy: `${legacy}\nnamespace Inside { export const value = 1; }\n`,
      migrated,
    });
    assert.ok(outcome.kind === 'unknown', JSON.stringify(outcome));
    assert.match(outcome.reason, /^agents\/work-agent.ts line \d+ declares a namespace with values in it$/);
  });

  it('runs CommonJS, decorators and files of the workspace that do not parse as far as they go', async () => {
    writeFileSync(path.join(root, 'common/broken.ts'), 'export const = ;\n');
    const source = (base: string, constructed: string): string => `
import { Injectable } from 'framework';
import { settings } from '../common/broken.js';
${base === '' ? '' : "import { BaseAgent } from '../common/core/base-agent.ts';"}

const logged = (target: object, name: string, found: PropertyDescriptor) => {
  const call = found.value as (...given: unknown[]) => unknown;
  return { ...found, value(this: unknown, ...given: unknown[]) { return [name, call.apply(this, given)]; } };
};

@Injectable()
export class WorkAgent ${base} {
  private readonly level = settings.level;
  constructor() { ${constructed} }

  @logged
  greet(name: string) { return \`hello \${name}\`; }
}
`;
    const pair = { legacy: source('', ''), migrated: source('extends BaseAgent', `super({ name: 'WorkAgent' });`) };
    const same = await runPair(root, pair);
    assert.equal(same.kind, 'equivalent', JSON.stringify(same, null, 1));
    const undecorated = await runPair(root, { ...pair, migrated: pair.migrated.replace('  @logged\n', '') });
    assert.equal(undecorated.kind, 'different', JSON.stringify(undecorated, null, 1));
  });

  it('takes a file of data that is not there for a package', async () => {
    const beside = (source: string): string =>
      `import levels from './levels.json' with { type: 'json' };\n${source}\nexport const most = levels;\n`;
    const outcome = await runPair(root, { legacy: beside(legacy), migrated: beside(migrated) });
    assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome, null, 1));
  });

  it('knows a base that is not in the workspace', async () => {
    rmSync(path.join(root, 'common/core'), { recursive: true });
    const outcome = await runPair(root, { legacy, migrated });
    assert.ok(outcome.kind === 'unknown', JSON.stringify(outcome));
    assert.match(outcome.reason, /base class cannot be imported/);
  });
});
