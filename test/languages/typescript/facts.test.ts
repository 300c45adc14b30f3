import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTypeScriptFacts } from '../../../src/languages/typescript/facts.js';
import { typeScriptModule } from './support/arbitrary-module.js';

/** Signals as `line:column-endLine:endColumn kind detail`. */
function signals(text: string, path = 'a.ts'): string[] {
  return readTypeScriptFacts(text, path).signals.map(({ kind, range, detail }) => {
    return `${range.line}:${range.column}-${range.endLine}:${range.endColumn} ${kind} ${detail}`;
  });
}

const kindsOf = (text: string): string[] => readTypeScriptFacts(text, 'a.ts').signals.map(({ kind }) => kind);

describe('readTypeScriptFacts', () => {
  it('gives the whole call its range, from new to the last parenthesis', () => {
    const text = "import { Pool } from 'pg';\nexport class A {\n  db = new Pool({\n    max: 1,\n  });\n}\n";
    assert.deepEqual(signals(text), ['3:8-5:5 database postgresql']);
  });

  it('follows every form of import, and none that is for types alone', () => {
    const forms = [
      "import pg from 'pg';\nnew pg.Pool();",
      "import * as pg from 'pg';\nnew pg.Pool();",
      "import { Pool as P } from 'pg';\nnew P();",
      "import pg = require('pg');\nnew pg.Pool();",
      "const { Pool: P } = require('pg');\nnew P();",
      "const P = require('pg').Pool;\nnew P();",
      "async function f() { const { Pool } = await import('pg'); new Pool(); }",
    ];
    for (const text of forms) assert.deepEqual(kindsOf(text), ['database'], text);
    const unused = [
      "import { Pool } from 'pg';\nlet a: Pool;",
      "import type { Pool } from 'pg';\nnew Pool();",
      "import { Pool } from 'pg';\nfunction f(Pool: any) { new Pool(); }",
      "import { Pool } from 'pg';\n// new Pool()\nconst s = 'new Pool()';",
      "import { Pool } from 'pg';\nclass A { Pool() {} }",
      "import { Pool } from './pg';\nnew Pool();",
    ];
    for (const text of unused) assert.deepEqual(kindsOf(text), [], text);
  });

  it('counts a client that the class is given where it is used', () => {
    const text =
      "import type { Redis } from 'ioredis';\nclass A {\n  constructor(private readonly r: Redis) {}\n  f() { return this.r.get('a'); }\n}";
    assert.deepEqual(signals(text), ['4:16-4:31 database redis']);
  });

  it('counts a driver below a mapper with the mapper', () => {
    const text =
      "import { drizzle } from 'drizzle-orm/node-postgres';\nimport { Pool } from 'pg';\ndrizzle(new Pool());";
    assert.deepEqual(
      readTypeScriptFacts(text, 'a.ts').signals.map(({ detail }) => detail),
      ['drizzle', 'drizzle'],
    );
  });

  it('knows workers, children, commands, timers and locks from one another', () => {
    const head =
      "import { Worker } from 'worker_threads';\nimport { spawn, exec } from 'child_process';\nimport { promisify } from 'util';\nimport { Mutex } from 'async-mutex';\nconst run = promisify(exec);\n";
    const kinds = (code: string): string[] => kindsOf(head + code);
    assert.deepEqual(kinds("new Worker('a')"), ['thread']);
    assert.deepEqual(kinds("new Worker('health.js')"), ['health-thread']);
    assert.deepEqual(kinds("spawn('a')"), ['child-process']);
    assert.deepEqual(kinds("await run('ls')"), ['command']);
    assert.deepEqual(kinds('new Mutex()'), ['lock']);
    assert.deepEqual(kinds('const t = setInterval(f, 1)'), ['timer']);
    assert.deepEqual(kinds('this.heartbeat = setInterval(f, 1)'), ['health-thread']);
    assert.deepEqual(kinds('Promise.all([a(), b()])'), []);
    const [site] = readTypeScriptFacts(`${head}list.map(() => new Worker('a'));`, 'a.ts').signals;
    assert.equal(site?.inLoop, true);
  });

  it('sees GPU work from asking to managing', () => {
    const tf = "import * as tf from '@tensorflow/tfjs-node-gpu';\n";
    assert.deepEqual(kindsOf(`${tf}tf.memory(); tf.tidy(f); tf.zeros([1]);`), [
      'gpu-query',
      'gpu-managing',
      'gpu-placement',
    ]);
    const onnx =
      "import * as ort from 'onnxruntime-node';\nclass A {\n  s?: ort.InferenceSession;\n  async f() {\n    this.s = await ort.InferenceSession.create(m, { executionProviders: ['cuda'] });\n    await this.s.release();\n  }\n}";
    assert.deepEqual(kindsOf(onnx), ['gpu-placement', 'gpu-managing']);
    assert.deepEqual(kindsOf("import { execSync } from 'child_process';\nexecSync('nvidia-smi -q');"), ['gpu-query']);
    assert.deepEqual(kindsOf('load({ gpuLayers: 33 }); load({ gpuLayers: 0 });'), ['gpu-placement']);
  });

  it('names classes in all forms in which they are exported', () => {
    const nameOf = (text: string): string[] =>
      readTypeScriptFacts(text, 'src/x-agent.ts').classes.map(({ name }) => name);
    assert.deepEqual(nameOf('export default class extends B {}'), ['x-agent']);
    assert.deepEqual(nameOf('const A = class {};'), ['A']);
    assert.deepEqual(nameOf('module.exports = class {};'), ['x-agent']);
    assert.deepEqual(nameOf('exports.A = class B {};'), ['A']);
    assert.deepEqual(nameOf('@d() export abstract class A<T> {}'), ['A']);
  });

  it('reads the members of a class without those of its instances alone', () => {
    const text =
      'abstract class A {\n  x = { f() {} }\n  static s() {}\n  get v() { return 1 }\n  async *g(): AsyncGenerator<Map<string, number>> {}\n  abstract h(): void\n  override cleanup() { return super.cleanup() }\n  constructor() { super() }\n}';
    const [fact] = readTypeScriptFacts(text, 'a.ts').classes;
    assert(fact);
    assert.deepEqual(
      fact.methods.map(({ name, isAbstract, callsSuper }) => [name, isAbstract, callsSuper]),
      [
        ['g', false, false],
        ['h', true, false],
        ['cleanup', false, true],
        ['constructor', false, false],
      ],
    );
    assert.equal(fact.superInitCalls, 1);
    assert.deepEqual(fact.keywords, ['abstract']);
  });

  it('finds what the program starts', () => {
    const started = (text: string): readonly string[] => readTypeScriptFacts(text, 'a.ts').entryPointClasses;
    assert.deepEqual(started('new A();'), ['A']);
    assert.deepEqual(started('async function main() { await new A().run(); }'), ['A']);
    assert.deepEqual(started('(async () => { new A(); })();'), ['A']);
    assert.deepEqual(started('function other() { new A(); }\nclass B { f() { new C(); } }'), []);
  });

  it('hears what comments say, and passes over what a compiler has written', () => {
    assert.equal(readTypeScriptFacts('// agent-migrator: ignore\nclass A {}', 'a.ts').ignored, true);
    const marked = readTypeScriptFacts('// agent-migrator: A migrated to BaseAgent [all] 12\nclass A {}', 'a.ts');
    assert.deepEqual(
      marked.markers.map(({ agent }) => agent),
      ['A'],
    );
    const compiled = '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nclass A {}';
    assert.equal(readTypeScriptFacts(compiled, 'a.js').ignored, true);
  });

  it('reads any beginning of a module without failing', () => {
    fc.assert(
      fc.property(typeScriptModule, fc.double({ min: 0, max: 1, noNaN: true }), (text, part) => {
        readTypeScriptFacts(text.slice(0, Math.floor(text.length * part)), 'a.tsx');
      }),
      { numRuns: 60 },
    );
  });
});
