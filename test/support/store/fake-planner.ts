import { createHash } from 'node:crypto';
import type { FilePlanner, ProvenPlan } from '../../../src/app/ports/file-planner.js';
import { stages } from '../../../src/core/rewrite/stage.js';

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const linesOf = (count: number): string =>
  stages
    .slice(0, count)
    .map((stage) => `# ${stage}\n`)
    .join('');

/** How many stages the file has been through. */
function stagesDone(bytes: Uint8Array): number {
  const text = Buffer.from(bytes).toString('latin1');
  return [3, 2, 1].find((count) => text.startsWith(linesOf(count))) ?? 0;
}

/** Plans that put one comment line on top of a file for each stage that it has not been through; `left` names what each of them leaves. */
export function fakePlanner(left: readonly string[] = []): FilePlanner {
  return ({ path, bytes, through }): Promise<ProvenPlan> => {
    const wanted = stages.slice(0, stages.indexOf(through) + 1);
    const done = stagesDone(bytes);
    const body = bytes.subarray(linesOf(done).length);
    const stageBytes = wanted.map((_, index) => Buffer.concat([Buffer.from(linesOf(Math.max(done, index + 1))), body]));
    const noAgent = !Buffer.from(bytes).includes('class ');
    return Promise.resolve({
      stageBytes: noAgent ? [] : stageBytes,
      recipeTitles: {},
      plan: {
        schemaVersion: 1,
        id: 'p-1',
        path,
        classes: noAgent ? [] : ['Agent'],
        base: { sha256: sha256(bytes) },
        stages: noAgent
          ? []
          : wanted.map((stage, index) => ({
              stage,
              edits: [],
              left: left.map((reason) => ({ class: 'Agent', recipe: 'none', reason })),
              removed: [],
              renamed: [],
              result: { sha256: sha256(stageBytes[index] ?? bytes) },
              checks: [{ id: 'parses', status: 'pass' as const, detail: 'ok' }],
            })),
        refused: noAgent ? { code: 'no-agent', message: 'There is no agent.' } : null,
      },
    });
  };
}
