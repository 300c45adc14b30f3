import assert from 'node:assert/strict';
import { badgeText, badgeTooltip, isBadgeShown } from '../../../src/vscode/risk/badge-text.js';
import { leadAgent } from '../../../src/vscode/risk/wording.js';
import { assessment } from '../../support/assessment.js';

describe('the badge of an agent file', () => {
  it('fits the two characters that VS Code grants', () => {
    assert.deepEqual([badgeText(assessment({ score: 34.5 })), badgeText(assessment({ score: 100 }))], ['35', '99']);
    assert.equal(badgeText(assessment({ readiness: 'migrated' })), '✓');
  });

  it('says in words what its colour says', () => {
    assert.equal(badgeTooltip([assessment()]), 'ModelManagerAgent: Risk 32 high, high-risk track, ready');
  });

  it('speaks for the riskiest agent of the file', () => {
    const risky = assessment({ class: 'B', score: 9 });
    assert.equal(leadAgent([assessment({ class: 'A', score: 4 }), risky]), risky);
  });

  it('shows only the levels asked for', () => {
    const shown = (['all', 'mediumAndHigh', 'high', 'off'] as const).map((choice) =>
      isBadgeShown(assessment({ level: 'medium' }), choice),
    );
    assert.deepEqual(shown, [true, true, false, false]);
  });
});
