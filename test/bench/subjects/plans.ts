/**
 * Plans all stages of one agent again and again in a process that has read the workspace and loaded the parser, as the editor has, and
 * prints each plan's cost; for Python beside that of parsing the same text once with the same parser.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { json } from 'node:stream/consumers';
import path from 'node:path';
import type * as TreeSitter from 'web-tree-sitter';
import { WorkspacePlanner } from '../../../src/app/plan/workspace-planner.js';
import { defaultConfig } from '../../../src/core/config/config.js';
import { createLocalPorts } from '../../../src/node/local-ports.js';
import type { Cost } from '../cost.js';

interface Input {
  readonly folder: string;
  /** The agent, relative to the folder. */
  readonly file: string;
  readonly plans: number;
}

const { folder, file, plans } = (await json(process.stdin)) as Input;
const isPython = file.endsWith('.py');
const dist = path.resolve('dist');
const ports = createLocalPorts({ root: folder, environment: process.env, distDir: dist });
const planner = new WorkspacePlanner(ports, { config: () => defaultConfig, readOnce: true });
const { signal } = new AbortController();
const text = readFileSync(path.join(folder, file), 'utf8');

/** A comment at the end makes each text another one, so that no plan is found in a cache. */
const textOf = (turn: number): string => `${text}${isPython ? '#' : '//'} ${turn}\n`;

async function plan(turn: number): Promise<void> {
  const bytes = Buffer.from(textOf(turn));
  const { plan: made } = await planner.planFile(
    { path: file, bytes, through: 'integration', includeReview: false },
    { signal },
  );
  if (made.refused !== null) throw new Error(made.refused.message);
}

async function loadParse(): Promise<(turn: number) => void> {
  const { Language, Parser } = createRequire(path.resolve('package.json'))('web-tree-sitter') as typeof TreeSitter;
  await Parser.init({ locateFile: (name: string) => path.join(dist, name) });
  const parser = new Parser();
  parser.setLanguage(await Language.load(path.join(dist, 'tree-sitter-python.wasm')));
  return (turn) => parser.parse(textOf(turn))?.delete();
}

async function cost(work: () => void | Promise<void>): Promise<Cost> {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1000 };
}

const parse = isPython ? await loadParse() : undefined;
parse?.(0);
const first = await cost(() => plan(0));
const turns: { plan: Cost; parse?: Cost }[] = [];
for (let turn = 1; turn <= plans; turn++) {
  const parsed = parse && { parse: await cost(() => parse(turn)) };
  turns.push({ ...parsed, plan: await cost(() => plan(turn)) });
}
console.log(JSON.stringify({ first, turns }));
await ports.dispose();
