import assert from 'node:assert/strict';
import vm from 'node:vm';
import { runnableModule } from '../../../src/languages/typescript/runnable/runnable-module.js';

function made(source: string, path = 'agents/work.ts', definesFields = true) {
  const result = runnableModule({ path, bytes: Buffer.from(source), classes: ['Work'] }, definesFields);
  assert.ok('module' in result, JSON.stringify(result));
  return result;
}

/** Of a text without imports: what its `result` comes to. */
function evaluated(source: string, definesFields = true): unknown {
  const { code } = made(source, 'agents/work.ts', definesFields).module;
  const heard = { hasClass: () => undefined, hasInstance: () => undefined, entryPoint: (one: unknown) => one };
  const text = code.replaceAll('globalThis.__agentMigrator', '__agentMigrator');
  return JSON.parse(vm.runInNewContext(`${text}\nJSON.stringify(result)`, { __agentMigrator: heard }) as string);
}

describe('a TypeScript text as JavaScript', () => {
  it('keeps what runs and every line', () => {
    const source = `
interface Shape { side: number }
type Pair<T> = [T, T];
declare const outside: string;
enum Level { Low, High = Low + 4, Text = 'text' }
const enum Fixed { One = 1 }
function twice<T extends number>(this: void, value: T, count?: number): Pair<T> { return [value, value]; }
function shaped(one: Shape): asserts one is Shape;
function shaped(one: Shape): void { void one; }
abstract class Base<T> { abstract name: string; protected constructor(readonly kind: T) {} }
class Work extends Base<string> implements Shape {
  side!: number;
  override name = 'work' as const;
  private optional?: Map<string, number>;
  static count = 0;
  constructor(public readonly extra: number, plain = 2) { super('k'); this.side = plain; }
  method?(): void;
  [key: string]: unknown;
  get area(): number { return this.side! * this.side; }
}
const generic = <T,>(value: T): T => value satisfies T;
const work = new Work(3);
const result = [twice<number>(2), Level.High, Level[4], Level.Text, Fixed.One, work.kind, work.extra, work.side, work.area, work.name, generic(<number>1), 'optional' in work];
`;
    assert.deepEqual(evaluated(source), [[2, 2], 4, 'High', 'text', 1, 'k', 3, 2, 4, 'work', 1, true]);
    assert.equal(made(source).module.code.split('\n').length, source.split('\n').length);
  });

  it('only declares fields where the project does', () => {
    const source = `class Base { port = 1 }\nclass Work extends Base { declare other: string; port: number; }\nconst result = [new Work().port];\n`;
    assert.deepEqual(evaluated(source, true), [null]);
    assert.deepEqual(evaluated(source, false), [1]);
  });

  it('says what it asks of other modules, without what only types use', () => {
    const { module } = made(`
import type { A } from './a.js';
import B, { type C, D, E as F } from './b.js';
import * as tools from 'tools';
import { Unused } from './unused.js';
export { G } from './g.js';
export type { H } from './h.js';
const lazy = () => import('./lazy.js');
const worker = new Worker(new URL('./worker.ts', import.meta.url));
const value: Unused | A | C = [B, D, F, tools.make(1)] as never;
export class Work { run(): A { return value; } }
`);
    assert.deepEqual(module.links, [
      { specifier: './b.js', names: ['default', 'D', 'E'] },
      { specifier: 'tools', names: ['*', 'make'] },
      { specifier: './g.js', names: ['G'] },
    ]);
    assert.ok(['./lazy.js', './worker.ts'].every((one) => module.mentioned.includes(one)));
    assert.equal(module.isModule, true);
    assert.doesNotMatch(module.code, /[^.]import\(/);
  });

  it('reads what the agent can be asked and called with', () => {
    const { inputs } = made(`
interface Order { item: string; count: number; mode?: 'slow' | 'fast' }
export class Work {
  constructor(private readonly name: string, readonly size = 3) {}
  take(order: Order) { return order.item; }
  private answer(request: any) {
    const { city = 'Oslo' } = request;
    switch (request.action) { case 'status': return city; }
    if (request.url === '/health') return 1;
  }
}
`);
    assert.ok(inputs);
    assert.deepEqual(inputs.routes, ['/health']);
    const [take, answer] = inputs.classes['Work']?.methods ?? [];
    assert.deepEqual(take?.calls[0]?.[0], { item: 'hello', count: 4, mode: 'slow' });
    assert.equal(answer?.isPrivate, true);
    assert.ok(inputs.requests.some((one) => JSON.stringify(one).includes('"action":"status"')));
  });

  for (const [what, source] of [
    ['declares a namespace', 'namespace Inside { export const value = 1; }'],
    ['is written in JSX', 'export const view = <p/>;'],
    ['declares an accessor', 'class Work { accessor value = 1; }'],
    ['sets a field from a parameter', 'class Work { next = this.first; constructor(private first: number) {} }'],
  ] as const) {
    it(`refuses a text that ${what}`, () => {
      const path = source.includes('<p/>') ? 'agents/work.tsx' : 'agents/work.ts';
      const result = runnableModule({ path, bytes: Buffer.from(source), classes: ['Work'] }, true);
      assert.ok('reason' in result && result.reason.includes(what), JSON.stringify(result));
    });
  }
});
