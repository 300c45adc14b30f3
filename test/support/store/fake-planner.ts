import { createHash } from 'node:crypto';
import type { FilePlanner, ProvenPlan } from '../../../src/app/ports/file-planner.js';
import { stages } from '../../../src/core/rewrite/stage.js';

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Plans that put one comment line on top of a file for each stage; `left` names what each of them leaves. */
export function fakePlanner(left: readonly string[] = []): FilePlanner {
  return ({ path, bytes, through }): Promise<ProvenPlan> => {
    const wanted = stages.slice(0, stages.indexOf(through) + 1);
    const stageBytes = wanted.map((_, index) => {
      const lines = wanted.slice(0, index + 1).map((stage) => `# ${stage}\n`);
      return Buffer.concat([Buffer.from(lines.join('')), bytes]);
    });
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
