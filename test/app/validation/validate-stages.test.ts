import assert from 'node:assert/strict';
import type { WrittenMigration } from '../../../src/app/ports/in-place-validator.js';
import { completesMigration } from '../../../src/app/validation/completes-migration.js';
import { validateStages } from '../../../src/app/validation/validate-stages.js';
import { stages } from '../../../src/core/rewrite/stage.js';
import { checkIds, type CheckId, type CheckResult } from '../../../src/core/validation/check-result.js';

/** A migration whose stages led to texts of these names. */
function written(...texts: readonly string[]): WrittenMigration {
  const bytes = new Uint8Array();
  const made = texts.map((sha256, index) => {
    return { stage: stages[index] ?? 'integration', bytes, sha256, proofs: [], removed: [], renamed: [] };
  });
  return { id: 'm-1', path: 'a.py', classes: ['A'], before: { bytes, sha256: 'original' }, stages: made };
}

/** Fails the named checks of the named stages; keeps a list of what was carried out. */
function checker(failing: Readonly<Record<number, CheckId>>) {
  const done: string[] = [];
  const check = (index: number, only: readonly CheckId[]): Promise<readonly CheckResult[]> => {
    done.push(...only.map((id) => `${index} ${id}`));
    return Promise.resolve(
      only.map((id) => ({ id, status: failing[index] === id ? 'fail' : 'pass', detail: '', findings: [] })),
    );
  };
  return { check, done: (id: CheckId) => done.filter((one) => one.endsWith(id)).map((one) => Number(one[0])) };
}

describe('checks of the stages of a migration', () => {
  it('run only what the last stage led to when that passes', async () => {
    const { check, done } = checker({});
    const validated = await validateStages(written('a', 'b', 'c'), check);
    assert.deepEqual(done('structure'), [0, 1, 2]);
    assert.deepEqual(done('functionality'), [2]);
    assert.deepEqual(
      validated.map(({ checks }) => checks.find(({ id }) => id === 'functionality')?.status),
      ['skipped', 'skipped', 'pass'],
    );
    for (const { checks } of validated)
      assert.deepEqual(
        checks.map(({ id }) => id),
        checkIds,
      );
  });

  it('run the stages before the last one to find which is to blame', async () => {
    const { check, done } = checker({ 1: 'functionality', 2: 'functionality' });
    const validated = await validateStages(written('a', 'b', 'c'), check);
    assert.deepEqual(done('functionality'), [2, 0, 1]);
    assert.deepEqual(
      validated.map(({ sha256 }) => sha256),
      ['a', 'b'],
    );
  });

  it('run what stays when a later stage fails without being run', async () => {
    const { check, done } = checker({ 1: 'compile' });
    const validated = await validateStages(written('a', 'b', 'c'), check);
    assert.deepEqual(done('structure'), [0, 1]);
    assert.deepEqual(done('functionality'), [0]);
    assert.deepEqual(
      validated.map(({ sha256 }) => sha256),
      ['a', 'b'],
    );
  });

  it('pass over a stage that changed nothing', async () => {
    const { check } = checker({});
    const validated = await validateStages(written('original', 'b', 'b'), check);
    assert.deepEqual(
      validated.map(({ stage }) => stage),
      ['core-logic', 'integration'],
    );
  });

  it('expect the base to be ended only from a last stage that changed something', () => {
    const completes = (...texts: readonly string[]): readonly boolean[] =>
      texts.map((_, index) => completesMigration(written(...texts), index));
    assert.deepEqual(completes('a', 'b', 'c'), [false, false, true]);
    assert.deepEqual(completes('a', 'b', 'b'), [false, false, false]);
    assert.deepEqual(completes('original', 'original', 'c'), [false, false, true]);
  });
});
