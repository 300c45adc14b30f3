import assert from 'node:assert/strict';
import { WorkspacePlanner } from '../../../src/app/plan/workspace-planner.js';
import { defaultConfig } from '../../../src/core/config/config.js';
import { MemoryAssessmentPorts } from '../../support/assessment-ports.js';
import { plan } from '../../support/plan.js';

const operation = { signal: new AbortController().signal };

function planner(paths: readonly string[]) {
  const memory = new MemoryAssessmentPorts(Object.fromEntries(paths.map((path) => [path, 'value = 1\n'])));
  const prepared: { readonly path: string; readonly scans: number }[] = [];
  const planned = { plan: plan([]), recipeTitles: {}, baseText: '', stageTexts: [], stageBytes: [] };
  const ports = {
    ...{ files: memory.files, scanner: memory.scanner, manifests: memory.manifests, clock: memory.clock },
    questions: { attributeUses: () => Promise.resolve([]) },
    inference: { infer: () => Promise.resolve(undefined) },
    compileCheck: {
      interpreter: () => Promise.resolve({ missing: 'There is none.' }),
      compile: () => Promise.resolve([]),
    },
    planner: {
      plan: () => Promise.resolve(planned),
      prepare: (path: string) => void prepared.push({ path, scans: memory.scans.length }),
    },
  };
  const made = new WorkspacePlanner(ports, { config: () => defaultConfig, readOnce: true });
  const planFile = (path: string) =>
    made.planFile({ path, bytes: Buffer.from('value = 1\n'), through: 'integration', includeReview: false }, operation);
  return { planFile, memory, prepared };
}

describe('plans of several files', () => {
  const paths = ['a.py', 'b.py', 'c.py'];

  it('read the workspace once, asked for at the same time too', async () => {
    const { planFile, memory } = planner(paths);
    await Promise.all(paths.map(planFile));
    assert.deepEqual(memory.scans, paths);
  });

  it('have what their language needs loaded while the workspace is read', async () => {
    const { planFile, prepared } = planner(paths);
    await planFile('b.py');
    assert.deepEqual(prepared, [{ path: 'b.py', scans: 0 }]);
  });

  it('read it again for a file that the rules leave out', async () => {
    const { planFile, memory } = planner(paths);
    await planFile('a.py');
    memory.write('left-out.py', 'value = 1\n');
    await planFile('left-out.py');
    assert.equal(memory.scans.filter((path) => path === 'left-out.py').length, 1);
  });
});
