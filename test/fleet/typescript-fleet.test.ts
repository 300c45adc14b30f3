import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ts } from 'ts-morph';
import { runBuiltCli } from '../support/cli.js';
import { withFleetCopy } from './fleet-folder.js';

interface Entry {
  readonly name: string;
  readonly script: string;
  readonly port: number;
  readonly health_check_port?: number;
  readonly probe: { readonly request: object; readonly expect: Readonly<Record<string, unknown>> };
}

const legacy = ['agents/weather-agent.ts', 'agents/route-agent.ts'];

/** Two processes on one machine use other ports: the fleet's own are 73.. and 74... */
const block = 110 + (process.pid % 90) * 2;

/** Files of the fleet in TypeScript, and what says where who listens. */
async function sources(folder: string): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true, encoding: 'utf8' });
  return all.filter((file) => file.endsWith('.ts') || file.endsWith('startup-typescript.json'));
}

async function moveToOwnPorts(folder: string): Promise<void> {
  for (const file of await sources(folder)) {
    const place = path.join(folder, file);
    const text = await readFile(place, 'utf8');
    await writeFile(
      place,
      text.replace(/\b7([34])(\d\d)\b/g, (_, hundred: string, rest: string) => `${block + Number(hundred) - 3}${rest}`),
    );
  }
}

/** The fleet as JavaScript in a folder of its own: what Node makes of it where it reads TypeScript itself. */
async function compile(folder: string): Promise<string> {
  const out = path.join(folder, 'compiled');
  await mkdir(out, { recursive: true });
  for (const shared of ['config', 'package.json'])
    await cp(path.join(folder, shared), path.join(out, shared), { recursive: true });
  for (const file of await sources(folder)) {
    if (!file.endsWith('.ts') || file.startsWith('compiled')) continue;
    const compilerOptions = {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      rewriteRelativeImportExtensions: true,
    };
    const { outputText } = ts.transpileModule(await readFile(path.join(folder, file), 'utf8'), { compilerOptions });
    const place = path.join(out, file.replace(/ts$/, 'js'));
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, outputText);
  }
  return out;
}

async function ask(port: number, request: object): Promise<Readonly<Record<string, unknown>>> {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: JSON.stringify(request) });
      return (await response.json()) as Readonly<Record<string, unknown>>;
    } catch (error) {
      if (attempt > 200) throw error;
      await setTimeout(100);
    }
  }
}

/** Starts all agents, asks each for its answer and its health, and ends them. */
async function runFleet(folder: string): Promise<void> {
  const out = await compile(folder);
  const { agents } = JSON.parse(await readFile(path.join(folder, 'config/startup-typescript.json'), 'utf8')) as {
    agents: readonly Entry[];
  };
  const running = agents.map(({ script }) =>
    spawn(process.execPath, [script.replace(/ts$/, 'js')], { cwd: out, stdio: ['ignore', 'ignore', 'pipe'] }),
  );
  try {
    for (const { name, port, health_check_port: healthPort, probe } of agents) {
      const answer = await ask(port, probe.request);
      assert.deepEqual({ ...answer, ...probe.expect }, answer, name);
      if (healthPort !== undefined) assert.equal((await ask(healthPort, {}))['status'], 'healthy', name);
    }
  } finally {
    for (const child of running) child.kill('SIGTERM');
  }
  for (const [index, child] of running.entries()) assert.equal(await codeOf(child), 0, agents[index]?.name);
}

async function codeOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

describe('the TypeScript agents of the example fleet', function () {
  this.timeout(300_000);

  it('answer before their migration, after each of its stages, and after the way back', async () => {
    await withFleetCopy(async (folder) => {
      await moveToOwnPorts(folder);
      const texts = async (): Promise<readonly string[]> =>
        Promise.all(legacy.map((file) => readFile(path.join(folder, file), 'utf8')));
      const before = await texts();
      await runFleet(folder);
      for (const stage of ['infrastructure', 'core-logic', 'integration']) {
        const args = ['migrate', ...legacy, '--through', stage, '--include-review', '--json'];
        const { code, stdout, stderr } = await runBuiltCli(args, { cwd: folder });
        assert.equal(code, 0, stdout + stderr);
        await runFleet(folder);
      }
      const after = await texts();
      for (const text of after) assert.match(text, /\[infrastructure, core-logic, integration\]/);
      assert.doesNotMatch(after[0] ?? '', /healthServer|heartbeat/);
      // Each stage was a migration of its own, so the way back has three steps.
      for (let step = 0; step < 3; step++) {
        const { code, stderr } = await runBuiltCli(['rollback', ...legacy, '--json'], { cwd: folder });
        assert.equal(code, 0, stderr);
      }
      assert.deepEqual(await texts(), before);
      await runFleet(folder);
    });
  });
});
