import assert from 'node:assert/strict';
import { migrate } from '../../../src/app/migrate/migrate.js';
import type { InPlaceValidator } from '../../../src/app/ports/in-place-validator.js';
import type { CheckId } from '../../../src/core/validation/check-result.js';
import type { Stage } from '../../../src/core/rewrite/stage.js';
import { operation, realWorkspace, wholeMigration, type NewWorkspace } from '../../support/store/real-workspace.js';

const agent = 'class Agent:\n    port = 1\n';

/** Passes every stage before the one that is to fail. */
function failingAt(failing: Stage | undefined, id: CheckId = 'compile'): InPlaceValidator {
  return ({ stages }) => {
    const end = stages.findIndex(({ stage }) => stage === failing);
    const validated = stages.slice(0, end === -1 ? stages.length : end + 1);
    return Promise.resolve(
      validated.map(({ stage, sha256 }) => {
        const status = stage === failing ? 'fail' : 'pass';
        return { stage, sha256, checks: [{ id, status, detail: `${stage}: ${status}`, findings: [] }] };
      }),
    );
  };
}

describe('a migration that is validated in its place', () => {
  let workspace: NewWorkspace;
  beforeEach(async () => {
    workspace = await realWorkspace();
    await workspace.write('a.py', agent);
    await workspace.write('b.py', agent);
  });
  afterEach(() => workspace.dispose());

  const run = async (validate: InPlaceValidator, paths: readonly string[] = ['a.py']) => {
    const { migrations } = await migrate({ ...workspace.ports, validate }, { ...wholeMigration, paths }, operation);
    return migrations;
  };
  const history = async () => (await workspace.ports.store.view()).history.migrations;

  it('stays when every check passes, and its results stand in the journal with the hash of what was checked', async () => {
    const [entry] = await run(failingAt(undefined));
    assert.equal(entry?.status, 'applied');
    assert.deepEqual(
      entry.checks.map(({ detail }) => detail),
      ['integration: pass'],
    );
    const [migration] = await history();
    assert(migration);
    assert.deepEqual(
      migration.notes.map(({ topic, data }) => [topic, data['stage'], data['sha256']]),
      migration.begun.stages.map(({ stage, sha256 }) => ['validation', stage, sha256]),
    );
  });

  it('loses the stage that failed and keeps those before it', async () => {
    const [entry] = await run(failingAt('core-logic'));
    assert.equal(entry?.status, 'rolled-back');
    assert.deepEqual(
      entry.stages.map(({ status }) => status),
      ['applied', 'dropped', 'dropped'],
    );
    assert.match(entry.reason?.message ?? '', /"compile" failed after core-logic/u);
    assert.equal(await workspace.read('a.py'), `# infrastructure\n${agent}`);
    const standing = (await history()).map(({ id, state, position }) => ({ id, state, position }));
    assert.deepEqual(
      standing.map(({ state }) => state),
      ['undone', 'applied'],
    );
    assert.equal(standing[1]?.id, entry.id);
    assert.equal(standing[1].position, 'infrastructure');
  });

  it('keeps a stage that passed although the one before it changed nothing and was not checked', async () => {
    const [entry] = await run(async (written, how) => (await failingAt('integration')(written, how)).slice(1));
    assert.deepEqual(
      entry?.stages.map(({ status }) => status),
      ['applied', 'applied', 'dropped'],
    );
  });

  for (const [id, code] of [
    ['structure', 'stale'],
    ['compile', 'does-not-compile'],
    ['functionality', 'public-method-collision'],
    ['performance', 'timeout'],
    ['integration', 'public-method-collision'],
  ] as const) {
    it(`is refused with a reason of its own by the check ${id}`, async () => {
      const [entry] = await run(failingAt('integration', id));
      const message = `The check "${id}" failed after integration: integration: fail`;
      assert.deepEqual(entry?.reason, { code, message });
    });
  }

  it('is gone as a whole when its first stage failed, and the next file is migrated all the same', async () => {
    const validate: InPlaceValidator = (written, how) =>
      failingAt(written.path === 'a.py' ? 'infrastructure' : undefined)(written, how);
    const [first, second] = await run(validate, ['a.py', 'b.py']);
    assert.equal(first?.status, 'rolled-back');
    assert.equal(first.after?.sha256, first.before?.sha256);
    assert.equal(await workspace.read('a.py'), agent);
    assert.equal(second?.status, 'applied');
  });

  it('is taken back at once when it cannot be validated to the end', async () => {
    const cancelled = new DOMException('cancelled', 'AbortError');
    await assert.rejects(
      run(() => Promise.reject(cancelled)),
      cancelled,
    );
    assert.equal(await workspace.read('a.py'), agent);
    assert.equal((await history())[0]?.state, 'undone');
  });
});
