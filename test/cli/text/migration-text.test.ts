import assert from 'node:assert/strict';
import type { MigratedStage } from '../../../src/app/migration-report.js';
import { migrationAsText } from '../../../src/cli/text/migration-text.js';
import { stages, type Stage } from '../../../src/core/rewrite/stage.js';

const stageOf = (stage: Stage, status: MigratedStage['status']): MigratedStage => ({
  ...{ stage, status, edits: [], left: [], removed: [], renamed: [], result: { sha256: '' }, checks: [] },
});

function told(...statuses: readonly MigratedStage['status'][]): string {
  const carriedOut = stages.map((stage, index) => stageOf(stage, statuses[index] ?? 'dropped'));
  const file = { id: 'm-1', path: 'chat.py', classes: ['ChatAgent'], checks: [], before: null, after: null } as const;
  const reason = { code: 'stale', message: 'why' } as const;
  return migrationAsText({
    schemaVersion: 1,
    migrations: [{ ...file, status: 'rolled-back', stages: carriedOut, reason }],
  });
}

describe('a migration that failed its checks, on the command line', () => {
  it('says that nothing of it stands', () => {
    assert.match(told(), /^chat\.py \(ChatAgent\): migrated and rolled back: why$/mu);
  });

  it('says through which stage it stands, and by which name that goes back', () => {
    assert.match(
      told('applied', 'applied'),
      /^chat\.py \(ChatAgent\): migrated through core-logic, rolled back from there on: why {2}\[m-1\]$/mu,
    );
    assert.match(told('applied', 'unchanged'), /migrated through infrastructure, rolled back from there on/u);
  });
});
