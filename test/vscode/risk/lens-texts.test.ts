import assert from 'node:assert/strict';
import { lensTexts } from '../../../src/vscode/risk/lens-texts.js';
import { assessment } from '../../support/assessment.js';

const titles = (parts: Parameters<typeof assessment>[0], hasMigration = false): readonly string[] =>
  lensTexts(assessment(parts), { hasMigration, status: undefined }).map(({ title }) => title);

describe('the lenses over an agent', () => {
  it('say score, level, track and readiness, the score rounded half up', () => {
    assert.deepEqual(titles({ score: 31.5 }), [
      '$(flame) Risk 32 high · high-risk track · ready',
      'Preview migration',
      'Migrate…',
    ]);
    assert.equal(
      titles({ score: 15.5, level: 'medium', track: 'planned' })[0],
      '$(warning) Risk 16 medium · planned track · ready',
    );
  });

  it('give the reason of a blocked agent and the way back where git may have one', () => {
    const reason = { code: 'does-not-parse', message: 'bracket is never closed', line: 40 } as const;
    assert.deepEqual(titles({ readiness: 'blocked', reason, score: 2, level: 'low', track: 'immediate' }), [
      '$(error) Risk 2 low · immediate track · blocked: does not parse (line 40)',
      'Restore last version that parses',
    ]);
    const unresolved = { code: 'base-unresolved', message: 'no such module' } as const;
    assert.equal(titles({ readiness: 'blocked', reason: unresolved }).length, 1);
  });

  it('offer the way back after a migration, and no second migration', () => {
    assert.deepEqual(titles({ readiness: 'migrated' }, true), [
      '$(verified) Risk 32 high · high-risk track · migrated',
      'Roll back…',
      'History',
    ]);
  });

  it('offer the same for TypeScript', () => {
    assert.equal(titles({ language: 'typescript' })[1], 'Preview migration');
    const reason = { code: 'does-not-parse', message: 'bracket is never closed', line: 40 } as const;
    assert.equal(
      titles({ language: 'typescript', readiness: 'blocked', reason })[1],
      'Restore last version that parses',
    );
  });

  it('count what is left of a partly migrated agent and let it go on', () => {
    const leftovers = [{ line: 3, message: 'own health loop' }];
    assert.deepEqual(titles({ readiness: 'partial', leftovers }).slice(0, 2), [
      '$(flame) Risk 32 high · high-risk track · partly migrated, 1 left',
      'Preview migration',
    ]);
  });

  it('show an agent without a class but offer to rewrite nothing', () => {
    assert.deepEqual(titles({ class: null }), ['$(flame) Risk 32 high · high-risk track · ready']);
  });

  it('says whether the agent runs, next to the score', () => {
    const status = 'running on GPU 0 · 3.2 GiB · baseline 2.9';
    const [score, running] = lensTexts(assessment({}), { hasMigration: false, status });
    assert.equal(score?.command, 'agentMigrator.explainScore');
    assert.equal(running?.title, `$(pulse) ${status}`);
    assert.equal(running.command, 'agentMigrator.showDashboard');
  });
});
