import assert from 'node:assert/strict';
import { planWithCompiler } from '../../../src/app/plan/plan-with-compiler.js';
import type { CompileCheck, CompileResult } from '../../../src/app/ports/compile-check.js';
import { defaultPythonContract } from '../../../src/core/contract/default-profile.js';
import { noOutsideUses } from '../../../src/core/rewrite/outside-uses.js';
import type { PlanRequest, PlanWithBytes } from '../../../src/core/rewrite/plan-request.js';
import { plan, plannedEdit, stagePlan } from '../../support/plan.js';

const interpreter = 'CPython 3.99.0';
const operation = { signal: new AbortController().signal };

const request: PlanRequest = {
  path: 'agents/chat_agent.py',
  bytes: Buffer.from('before'),
  classes: ['ChatAgent'],
  contract: defaultPythonContract,
  through: 'infrastructure',
  includeReview: false,
  outside: noOutsideUses,
  marker: 'none',
};

/** A plan of one stage whose result names the groups that are carried out. */
const planner = {
  plan: ({ dropped = [] }: PlanRequest): Promise<PlanWithBytes> => {
    const gone = new Map(dropped.map(({ key, reason }) => [key, reason]));
    const edits = ['good/ChatAgent', 'bad/ChatAgent'].filter((key) => !gone.has(key));
    const left = [...gone].map(([key, reason]) => ({ class: 'ChatAgent', recipe: key, reason }));
    const stage = stagePlan('infrastructure', { edits: edits.map((key) => plannedEdit(`${key}/1`)), left });
    const text = edits.join('+');
    return Promise.resolve({
      plan: plan([stage]),
      recipeTitles: {},
      baseText: 'before',
      stageTexts: [text],
      stageBytes: [Buffer.from(text)],
    });
  },
};

function compiler(answer: (text: string) => CompileResult): CompileCheck {
  return {
    interpreter: () => Promise.resolve({ name: interpreter, command: ['python3'] }),
    compile: (files) => Promise.resolve(files.map(({ bytes }) => answer(Buffer.from(bytes).toString()))),
  };
}

const compiles: CompileResult = { status: 'compiles', interpreter };
const fails = (stage: 'parse' | 'compile'): CompileResult => {
  return { status: 'fails', interpreter, line: 3, message: 'invalid syntax', stage };
};

describe('a plan that the interpreter looks at', () => {
  it('says which interpreter compiled the result of each stage', async () => {
    const { plan: made } = await planWithCompiler(
      { planner, compileCheck: compiler(() => compiles) },
      request,
      operation,
    );
    assert.deepEqual(made.stages[0]?.checks, [
      { id: 'compile', status: 'pass', detail: 'CPython 3.99.0 compiles the result.' },
    ]);
  });

  it('drops the group of edits that does not compile, with the reason, and keeps the others', async () => {
    const compileCheck = compiler((text) => (text.includes('bad') ? fails('compile') : compiles));
    const { plan: made } = await planWithCompiler({ planner, compileCheck }, request, operation);
    const [stage] = made.stages;
    assert.ok(stage);
    assert.deepEqual(
      stage.edits.map(({ id }) => id),
      ['good/ChatAgent/1'],
    );
    assert.match(
      stage.left[0]?.reason ?? '',
      /^Dropped, because its result failed the check compile: .*invalid syntax in line 3/,
    );
  });

  it('refuses a file that does not compile as it is', async () => {
    for (const stage of ['parse', 'compile'] as const) {
      const compileCheck = compiler((text) => (text === 'before' ? fails(stage) : compiles));
      const { plan: made, stageBytes } = await planWithCompiler({ planner, compileCheck }, request, operation);
      assert.equal(made.refused?.code, stage === 'parse' ? 'does-not-parse' : 'does-not-compile');
      assert.deepEqual([made.refused.line, stageBytes.length], [3, 0]);
    }
  });

  it('says that nobody compiled it where there is no interpreter', async () => {
    const detail = 'No Python 3.8 or newer was found.';
    const compileCheck = compiler(() => ({ status: 'unavailable', detail }));
    const { plan: made } = await planWithCompiler({ planner, compileCheck }, request, operation);
    assert.deepEqual(made.stages[0]?.checks, [{ id: 'compile', status: 'skipped', detail }]);
  });
});
