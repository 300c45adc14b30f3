import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { CompileProcess } from '../../../src/node/python/compile-process.js';
import { SpareProcess } from '../../../src/node/python/spare-process.js';

const { signal } = new AbortController();

describe('the interpreter process that is kept', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  let pass: (() => void) | undefined;
  const idle = {
    ms: 15_000,
    wait: (_ms: number, work: () => void): (() => void) => {
      pass = work;
      return () => (pass = undefined);
    },
  };
  /** Greets, and answers as long as it is written to. */
  const begin = (): CompileProcess =>
    new CompileProcess(['sh', '-c', 'echo sh; while read size; do :; done'], process.env);

  it('is there for whoever comes next, until it was idle for long', async () => {
    const spare = new SpareProcess(idle);
    const greeted = begin();
    await greeted.greeting(signal);
    spare.keep(greeted);
    assert.equal(spare.take(), greeted);
    assert.equal(spare.take(), undefined);
    spare.keep(greeted);
    pass?.();
    assert.equal(spare.take(), undefined);
  });

  it('is none that has said more than it was asked for', async () => {
    const spare = new SpareProcess(idle);
    const talkative = new CompileProcess(['sh', '-c', 'echo sh; echo more; while read size; do :; done'], process.env);
    await talkative.greeting(signal);
    await setTimeout(50);
    spare.keep(talkative);
    assert.equal(spare.take(), undefined);
  });

  it('is one alone, and none that still has to answer', async () => {
    const spare = new SpareProcess(idle);
    const [first, second, silent] = [begin(), begin(), begin()];
    await Promise.all([first, second].map((one) => one.greeting(signal)));
    for (const one of [silent, first, second]) spare.keep(one);
    assert.equal(spare.take(), first);
    assert.equal(spare.take(), undefined);
    first.kill();
  });
});
