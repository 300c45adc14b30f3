import assert from 'node:assert/strict';
import { whatToDo } from '../../../src/core/journal/what-to-do.js';
import { contentId, migrationBegun, rollbackBegun } from '../../support/store/journal-fixture.js';

const id = 'm-00000001';
const migration = migrationBegun(id);
const validated = migrationBegun(id, 'a.py', true);
const old = { sha256: contentId(`${id} original`) };
const now = { sha256: contentId(`${id} integration`) };
const other = { sha256: contentId('somebody else') };

describe('whatToDo', () => {
  it('closes what never changed the file', () => {
    assert.deepEqual(whatToDo(migration, old), { kind: 'close' });
  });

  it('finishes what has changed it, unless a validation was still to come', () => {
    assert.deepEqual(whatToDo(migration, now), { kind: 'finish' });
    assert.deepEqual(whatToDo(validated, now), { kind: 'restore' });
  });

  it('asks about a file that somebody else changed or deleted', () => {
    const edited = { kind: 'ask', because: 'a.py was edited while the change was under way.' };
    assert.deepEqual(whatToDo(migration, other), edited);
    assert.deepEqual(whatToDo(validated, other), edited);
    const because = 'a.py was deleted while the change was under way.';
    assert.deepEqual(whatToDo(migration, 'absent'), { kind: 'ask', because });
  });

  it('takes a deleted file that did not come back for one that was not restored', () => {
    const rollback = rollbackBegun('r-00000002', id);
    assert.ok(rollback.kind === 'rollback-begun');
    assert.equal(whatToDo({ ...rollback, restoresDeleted: true }, 'absent').kind, 'close');
    assert.equal(whatToDo(rollback, 'absent').kind, 'ask');
    assert.deepEqual(whatToDo(rollback, { sha256: rollback.after.sha256 }), { kind: 'finish' });
  });
});
