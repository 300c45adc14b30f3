import assert from 'node:assert/strict';
import { choosableEdits, initialChoice, withTicked } from '../../../src/vscode/migrate/edit-choice.js';
import { plan, plannedEdit, stagePlan } from '../../support/plan.js';

describe('the choice of edits', () => {
  const edits = [
    plannedEdit('import', { group: 'adopt' }),
    plannedEdit('base', { group: 'adopt' }),
    plannedEdit('logging', { safety: 'review' }),
    plannedEdit('note', { safety: 'manual' }),
  ];
  const wanted = plan([
    stagePlan('infrastructure', { edits }),
    stagePlan('integration', { edits: [plannedEdit('call', { group: 'adopt' })] }),
  ]);

  it('starts with the safe edits, and with those for review when the settings say so', () => {
    assert.deepEqual([...initialChoice(wanted, false)], ['import', 'base', 'call']);
    assert.deepEqual([...initialChoice(wanted, true)], ['import', 'base', 'logging', 'call']);
  });

  it('never holds what is only a note', () => {
    assert.ok(!choosableEdits(wanted).some(({ id }) => id === 'note'));
    assert.deepEqual([...withTicked(wanted, new Set(), ['note'], true)], []);
  });

  it('unticks with an edit all that stand or fall with it, over the stages', () => {
    const all = initialChoice(wanted, true);
    assert.deepEqual([...withTicked(wanted, all, ['base'], false)], ['logging']);
    assert.deepEqual([...withTicked(wanted, new Set(), ['call'], true)], ['import', 'base', 'call']);
  });

  it('leaves the edits alone that stand for themselves', () => {
    const all = initialChoice(wanted, true);
    assert.deepEqual([...withTicked(wanted, all, ['logging'], false)], ['import', 'base', 'call']);
  });
});
