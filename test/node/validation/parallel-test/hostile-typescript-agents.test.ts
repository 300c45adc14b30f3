import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { ParallelOutcome } from '../../../../src/core/validation/functionality/compare-traces.js';
import { agentLimits } from '../../../../src/node/validation/parallel-test/recorder.js';
import { runPair, typescriptTest, typescriptWorkspace } from './typescript-pair.js';

/** What a process that got away would leave behind, and how it is found. */
const sign = 'agent-migrator-hostile-sign';

const agent = (body: string, head = ''): string => agentOf([body], head);

/** With a method for each of the bodies: what one of them comes to keeps no other from being called. */
function agentOf(bodies: readonly string[], head = ''): string {
  const methods = bodies.map((body, number) => `  async work${number}() {\n${body}\n  }\n`);
  return `${head}\nexport class WorkAgent {\n  running = true;\n  before() { return 1; }\n${methods.join('')}}\n`;
}

/** For agents that come up against them: they are ended as ever, only sooner. On a busy machine an agent that does not would too. */
const small = { computingMs: { python: 1000, typescript: 1000 }, heapMiB: 128 };

/** Ways to the real modules that a clever agent may know. */
const real = (name: string): string =>
  `await new Function('return import("node:${name}")')().catch(() => globalThis.constructor.constructor('return process')().getBuiltinModule?.('${name}'))`;

describe('a hostile TypeScript agent', function () {
  this.timeout(300_000);
  let root = '';
  let home = '';
  let server: Server;
  let connections = 0;

  before((done) => {
    server = createServer((socket) => {
      connections++;
      socket.destroy();
    }).listen(0, '127.0.0.1', done);
  });
  after(() => server.close());

  beforeEach(() => {
    root = typescriptWorkspace();
    home = mkdtempSync(path.join(os.tmpdir(), 'hostile-home-'));
    connections = 0;
  });
  afterEach(() => {
    assert.deepEqual(readdirSync(home), [], 'something was written to the home folder');
    assert.equal(processes(), '', 'a process got away');
    assert.equal(connections, 0, 'a connection got out');
    rmSync(root, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  });

  /** Processes that carry the sign on their command line. */
  function processes(): string {
    const list = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
    return list
      .split('\n')
      .filter((line) => line.includes(sign) && line.includes('sleep'))
      .join('\n');
  }

  async function run(source: string, limits = agentLimits): Promise<ParallelOutcome> {
    const test = typescriptTest(root, { environment: { ...process.env, HOME: home }, limits });
    return await runPair(root, { legacy: source, migrated: source }, test);
  }

  const isHeld = (outcome: ParallelOutcome): void => assert.equal(outcome.kind, 'equivalent', JSON.stringify(outcome));
  const isEnded = (outcome: ParallelOutcome): void => assert.equal(outcome.kind, 'unknown', JSON.stringify(outcome));

  it('starts no process', async () => {
    const command = `'sleep', ['300', '${sign}'], { detached: true }`;
    const bodies = [
      `spawn(${command}); execSync('sleep 300 ${sign} &');`,
      `const real = ${real('child_process')}; real.spawn(${command});`,
      `process.binding('spawn_sync').spawn({ file: 'sleep', args: ['sleep', '300', '${sign}'] });`,
    ];
    isHeld(await run(agentOf(bodies, `import { spawn, execSync } from 'node:child_process';`)));
  });

  it('writes nowhere', async () => {
    const planted = JSON.stringify(path.join(home, 'planted'));
    const inside = path.join(root, 'planted');
    const bodies = [
      `writeFileSync(${planted}, 'x'); mkdirSync(${planted} + '2'); writeFileSync(${JSON.stringify(inside)}, 'x');`,
      `const real = ${real('fs')}; real.writeFileSync(${planted}, 'x');`,
      `const real = ${real('fs')}; (await real.promises.open(${planted}, 'w')).write('x');`,
    ];
    isHeld(await run(agentOf(bodies, `import { mkdirSync, writeFileSync } from 'node:fs';`)));
    assert.equal(existsSync(inside), false);
  });

  it('reaches no network', async () => {
    const { port } = server.address() as { port: number };
    const bodies = [
      `connect(${port}, '127.0.0.1'); await fetch('http://127.0.0.1:${port}');`,
      `const real = ${real('net')}; real.connect(${port}, '127.0.0.1');`,
      `const real = ${real('net')}; new real.Socket().connect(${port}, '127.0.0.1');`,
    ];
    isHeld(await run(agentOf(bodies, `import { connect } from 'node:net';`)));
  });

  it('starts no thread that nobody sees', async () => {
    const outside = `const real = ${real('worker_threads')}; new real.Worker('for (;;);', { eval: true });`;
    isHeld(await run(agent(outside)));
  });

  it('is ended when it computes without end', async () => {
    isEnded(await run(agent('return 1', 'for (;;);'), small));
    isEnded(await run(agent('return 1', 'const spin = async () => { for (;;) await null; };\nvoid spin();'), small));
  });

  it('that computes without end in one call is compared as far as it went', async () => {
    const outcome = await run(agent('for (;;);'), {
      ...agentLimits,
      computingMs: { python: 3000, typescript: 3000 },
    });
    assert.ok(outcome.kind === 'equivalent' && outcome.notRun.length > 0, JSON.stringify(outcome));
  });

  it('may leave, which is part of what it does', async () => {
    isHeld(await run(agent('process.exit(3);')));
    const left = await run(agent('return 1', 'process.reallyExit?.(0); process.exit(0);'));
    assert.notEqual(left.kind, 'different', JSON.stringify(left));
  });

  it('may say a gigabyte, and fill its memory', async () => {
    isHeld(
      await run(
        agent(
          `const text = 'x'.repeat(1 << 24);\n    for (let at = 0; at < 64; at++) { console.log(text); process.stdout.write(text); }`,
        ),
      ),
    );
    isEnded(
      await run(
        agent('return 1', 'const all: unknown[] = [];\nfor (;;) all.push(new Array(1 << 16).fill(all.length));'),
        small,
      ),
    );
  });

  it('cannot write its own record', async () => {
    const outcome = await run(agent(`const real = ${real('fs')}; real.writeSync(3, '{}\\n');`));
    isHeld(outcome);
  });

  it('has nothing of its packages loaded, nor what stands in the place of modules of Node', async () => {
    const planted = `require('node:fs').writeFileSync(${JSON.stringify(path.join(root, 'ran'))}, 'x');\n`;
    for (const name of ['typescript', 'pg', 'ts-node', 'fs']) {
      mkdirSync(path.join(root, 'node_modules', name), { recursive: true });
      writeFileSync(path.join(root, 'node_modules', name, 'index.js'), planted);
    }
    isHeld(await run(agent('return new Pool().query("x");', `import { Pool } from 'pg';\nimport 'ts-node/register';`)));
    assert.equal(existsSync(path.join(root, 'ran')), false);
  });
});
