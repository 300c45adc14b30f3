import assert from 'node:assert/strict';
import fc from 'fast-check';
import { structureProblems } from '../../../src/languages/python/guard.js';
import { decode } from '../../../src/languages/python/decode.js';
import { harmOf, judge } from '../../corpus/judge.js';
import { assertPlan, planBytes, type Planning } from '../../support/assert-recipe.js';
import { hasPython } from './oracle/python.js';
import { agentModule, type AgentModule } from './support/arbitrary-agent.js';

const planning: fc.Arbitrary<Planning> = fc.record({
  contract: fc.constantFrom('documented', 'lean'),
  includeReview: fc.boolean(),
  marker: fc.constantFrom('comment', 'print', 'none'),
  through: fc.constantFrom('infrastructure', 'core-logic', 'integration'),
});

const textOf = (bytes: Uint8Array): string => {
  const decoded = decode(bytes);
  assert(decoded.ok);
  return decoded.source.text;
};

const optionsFor = ({ classes }: AgentModule, options: Planning): Planning => ({ ...options, classes: [...classes] });

describe('plans of generated modules', function () {
  this.timeout(300_000);

  it('are read and written back byte for byte, and are valid Python, before anything is planned', () => {
    fc.assert(
      fc.property(agentModule, ({ bytes, text }) => {
        assert.equal(textOf(bytes), text);
        assert.deepEqual(structureProblems(text), []);
      }),
    );
  });

  it('pass every proof, with positions in UTF-16, and change nothing when planned again', async () => {
    await fc.assert(
      fc.asyncProperty(agentModule, planning, async (module, options) => {
        const asked = optionsFor(module, options);
        await assertPlan(module.bytes, await planBytes(module.bytes, asked), asked);
      }),
      { numRuns: 60 },
    );
  });

  it('keep every comment that belongs to nothing that is taken away, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(agentModule, planning, async (module, options) => {
        const { stageBytes } = await planBytes(module.bytes, optionsFor(module, options));
        for (const bytes of stageBytes) {
          const found = textOf(bytes).match(/# seam \d+/g) ?? [];
          const kept = module.kept.map((comment) => /# seam \d+/.exec(comment)?.[0]);
          assert.deepEqual(
            found.filter((comment) => kept.includes(comment)),
            kept,
          );
          for (const comment of module.kept) assert(textOf(bytes).includes(comment), comment);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('give the same bytes back when nothing applies', async () => {
    await fc.assert(
      fc.asyncProperty(agentModule, planning, async (module, options) => {
        const asked = optionsFor(module, options);
        const { stageBytes, plan } = await planBytes(module.bytes, asked);
        const migrated = stageBytes.at(-1);
        if (migrated === undefined) {
          assert.notEqual(plan.refused, null);
          return;
        }
        const again = await planBytes(migrated, asked);
        for (const bytes of again.stageBytes) assert.deepEqual(Buffer.from(bytes), Buffer.from(migrated));
      }),
      { numRuns: 60 },
    );
  });

  it('compile, and leave no name unbound, in the eyes of CPython', async function () {
    if (!hasPython) this.skip();
    const samples = fc.sample(fc.tuple(agentModule, planning), { numRuns: 120 });
    const planned = await Promise.all(
      samples.map(async ([module, options]) => {
        const { stageBytes } = await planBytes(module.bytes, optionsFor(module, options));
        return [module.bytes, ...stageBytes];
      }),
    );
    const verdicts = judge(planned.flat());
    let at = 0;
    for (const all of planned) {
      const [before, ...after] = verdicts.slice(at, at + all.length);
      at += all.length;
      assert(before);
      assert.equal(before.error, null, textOf(all[0] ?? new Uint8Array()));
      for (const [index, verdict] of after.entries()) {
        assert.equal(harmOf(before, verdict), undefined, textOf(all[index + 1] ?? new Uint8Array()));
      }
    }
  });
});
