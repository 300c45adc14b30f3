import assert from 'node:assert/strict';
import type { FilePlanner, FilePlanRequest, ProvenPlan } from '../../../src/app/ports/file-planner.js';
import { FileMigration } from '../../../src/vscode/migrate/file-migration.js';
import { plannedEdit, provenPlan, stagePlan } from '../../support/plan.js';

const request: FilePlanRequest = {
  path: 'a.py',
  bytes: Buffer.from('base'),
  through: 'integration',
  includeReview: false,
};
const proven = provenPlan([
  stagePlan('infrastructure', { edits: [plannedEdit('a'), plannedEdit('b', { safety: 'review' })] }),
  stagePlan('integration', { edits: [plannedEdit('c')] }),
]);
const never = new AbortController().signal;

/** A planner whose answers the test gives out one by one. */
function heldPlanner(): {
  planner: FilePlanner;
  asked: { request: FilePlanRequest; signal: AbortSignal; answer: (plan: ProvenPlan) => void }[];
} {
  const asked: ReturnType<typeof heldPlanner>['asked'] = [];
  const planner: FilePlanner = (one, { signal }) =>
    new Promise((answer, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      asked.push({ request: one, signal, answer });
    });
  return { planner, asked };
}

async function opened(): Promise<{ migration: FileMigration; asked: ReturnType<typeof heldPlanner>['asked'] }> {
  const { planner, asked } = heldPlanner();
  const planning = FileMigration.plan(request, planner, { signal: never });
  asked.shift()?.answer(proven);
  return { migration: await planning, asked };
}

describe('the migration of one file', () => {
  it('gives the text before and after every stage', async () => {
    const { migration } = await opened();
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
    assert.equal(text(migration.bytesBefore('infrastructure')), 'base');
    assert.equal(text(migration.bytesBefore('integration')), 'infrastructure');
    assert.equal(text(migration.bytesAfter('integration')), 'integration');
    assert.equal(text(migration.bytesAfter(undefined)), 'base');
  });

  it('plans another choice with exactly the ticked edits', async () => {
    const { migration, asked } = await opened();
    migration.tick(['b'], true);
    assert.deepEqual([...migration.choice], ['a', 'c', 'b']);
    assert.deepEqual(asked[0]?.request.chosenEdits, ['a', 'c', 'b']);
  });

  it('gives up the plan of a choice that was changed before it was ready', async () => {
    const { migration, asked } = await opened();
    migration.tick(['b'], true);
    migration.tick(['c'], false);
    const last = { ...proven, plan: { ...proven.plan, id: 'last' } };
    asked[1]?.answer(last);
    await migration.settled();
    assert.equal(asked[0]?.signal.aborted, true);
    assert.equal(migration.plan.id, 'last');
  });

  it('waits in settled for a choice made while it was waiting', async () => {
    const { migration, asked } = await opened();
    migration.tick(['b'], true);
    const settled = migration.settled();
    migration.tick(['c'], false);
    asked[1]?.answer({ ...proven, plan: { ...proven.plan, id: 'last' } });
    await settled;
    assert.equal(migration.plan.id, 'last');
  });

  it('tells whoever needs the plan that it could not be made', async () => {
    const failing: FilePlanner = (one) =>
      one.chosenEdits === undefined ? Promise.resolve(proven) : Promise.reject(new Error('no parser'));
    const migration = await FileMigration.plan(request, failing, { signal: never });
    migration.tick(['a'], false);
    await assert.rejects(migration.settled(), /no parser/u);
  });
});
