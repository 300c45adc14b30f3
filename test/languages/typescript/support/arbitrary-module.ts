import fc from 'fast-check';

const imports = [
  ...["import { Worker } from 'node:worker_threads';", "import { Worker as W } from 'worker_threads';"],
  ...["import * as cp from 'node:child_process';", "import { exec, spawn as run } from 'child_process';"],
  ...["import pg from 'pg';", "import { Pool, type Client } from 'pg';", "import type { Redis as R } from 'ioredis';"],
  ...["import Redis, { Cluster } from 'ioredis';", "const { Mutex: M } = require('async-mutex');"],
  ...["const knex = require('knex');", "import tf = require('@tensorflow/tfjs-node-gpu');"],
  ...[
    "import * as t from '@tensorflow/tfjs-node-gpu';",
    "import express from 'express';",
    "import { other } from './pg';",
  ],
  ...[
    "import { createServer } from 'http';",
    "import { WebSocketServer } from 'ws';",
    "import si from 'systeminformation';",
  ],
  ...["import { promisify } from 'node:util';", "import cluster from 'node:cluster';"],
];

const expressions = [
  ...['new Worker("./w.js")', 'new W', 'new Worker<any>(x, { a: 1 })', 'cp.fork("x")', 'run(`a ${b} c`)', 'exec("ls")'],
  ...[
    'new pg.Pool({ max: 1 })',
    'new Pool()',
    'new pg.Client<A, B>()',
    'new Redis(6379)',
    'new Cluster([])',
    'knex({})',
  ],
  ...['new M()', 'tf.tidy(() => tf.memory())', 't.engine().startScope()', 't.zeros([2])', 'tf.dispose(x)', 'express()'],
  ...['createServer((a, b) => b.end())', 'new WebSocketServer({ port: 1 })', 'si.graphics()', 'cluster.fork()'],
  ...['setInterval(() => this.f(), 1)', 'Atomics.add(a, 0, 1)', 'new SharedArrayBuffer(8)', 'socket.on("message", f)'],
  ...['process.on("SIGTERM", () => stop())', 'queue.consume(x)', 'load({ gpuLayers: 33 })', 'load({ num_gpu: 0 })'],
  ...[
    'cp.exec("nvidia-smi -q")',
    'a.Pool()',
    'a.exec(/new Worker()/)',
    'x / y / exec("b")',
    'f(/[/"]/.test(s), exec("c"))',
  ],
  ...['a < b && c > (d)', 'x ? (y) : z', 'x ? (a) => exec("d") : e', 'f<Pool>(y)', 'y as pg.Pool', '<any>exec("e")'],
];

/** Code in which the names stand and nothing is used. */
const inert = [
  ...['// new Worker("x")', '/* exec("ls") */', 's = "new Pool()";', 's = `exec("x") ${1}`;', 'r = /exec\\(/;'],
  ...['type T = typeof exec;', 'interface I { exec(a: string): Pool; Worker: W; spawn?: () => void }'],
  ...['type F = (Pool: pg.Pool) => Worker;', 'let p: pg.Pool | undefined;', 'o = { exec: 1, Pool: 2 };'],
];

const wraps: readonly ((body: string) => string)[] = [
  (body) => body,
  (body) => `function f(Pool: any) {\n  ${body}\n}`,
  (body) => `const g = async (exec?: (a: string) => void): Promise<void> => {\n  ${body}\n};`,
  (body) => `{\n  const Worker = class {}\n  ${body}\n}`,
  (body) =>
    `export class A<T extends object> extends B<T> implements I {\n  field = 1\n  async m(cp: number) {\n    ${body}\n  }\n}`,
  (body) =>
    `class C {\n  private x: Pool | null = null;\n  static s() {\n    ${body}\n  }\n  unloadModel() {}\n  get v() { return 1 }\n}`,
  (body) =>
    `class D {\n  handler = async () => {\n    ${body}\n  };\n  declare y: string\n  setInterval(a: number): void {}\n}`,
  (body) => `try {\n  ${body}\n} catch (Redis) {\n  ${body}\n}`,
  (body) => `for (const knex of list) {\n  ${body}\n}`,
  (body) => `const o = {\n  exec(a: string) {\n    ${body}\n  },\n  run: () => 1,\n};`,
  (body) => `namespace N {\n  export const z = 1;\n  ${body}\n}`,
  (body) => `switch (x) {\n  case 1: {\n    ${body}\n  }\n  default:\n}`,
];

const statement = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...expressions).map((one) => `${one};`) },
  { weight: 2, arbitrary: fc.constantFrom(...expressions).map((one) => `const v = ${one}`) },
  { weight: 1, arbitrary: fc.constantFrom(...expressions).map((one) => `this.v ??= await ${one};`) },
  { weight: 2, arbitrary: fc.constantFrom(...inert) },
);

const block = fc
  .tuple(
    fc.constantFrom(...wraps),
    fc.constantFrom(...wraps.slice(0, 4)),
    fc.array(statement, { minLength: 1, maxLength: 4 }),
  )
  .map(([outer, inner, body]) => outer(body.map((one) => inner(one)).join('\n')));

/** Modules that parse or nearly do, with imports of every form, uses of them, and names that only look like uses. */
export const typeScriptModule = fc
  .tuple(fc.uniqueArray(fc.constantFrom(...imports), { maxLength: 8 }), fc.array(block, { minLength: 1, maxLength: 4 }))
  .map(([heads, blocks]) => [...heads, ...blocks, ''].join('\n'));
