import assert from 'node:assert/strict';
import type { Assessment, AssessmentReport, FactorScore } from '../../../src/core/assess/assessment.js';
import { reportOf } from '../../../src/core/assess/report.js';
import { markdownReport } from '../../../src/core/report/markdown.js';
import { sarifReport } from '../../../src/core/report/sarif.js';

const threading: FactorScore = {
  id: 'threading',
  weight: 0.2,
  severity: 'high',
  points: 8,
  evidence: [{ line: 4, column: 5, endLine: 4, endColumn: 9, message: 'Thread()', path: 'other file.py' }],
};

function agent(parts: Partial<Assessment>): Assessment {
  return {
    path: 'a.py',
    language: 'python',
    class: 'A',
    line: 3,
    why: '',
    score: 8,
    level: 'low',
    track: 'high-risk',
    readiness: 'ready',
    reason: null,
    factors: [threading],
    ...parts,
  };
}

function report(...agents: readonly Assessment[]): AssessmentReport {
  const problem = { path: 'a.py', code: 'does-not-parse' as const, line: 2, message: 'no | good' };
  const file = {
    path: 'a.py',
    language: 'python' as const,
    sha256: '',
    agents,
    components: [],
    problems: [problem, { ...problem, line: 9 }],
  };
  return reportOf({ assessments: [file], files: 3, elapsedMs: 12.4, changedSettings: [] });
}

describe('the report', () => {
  it('has agents by falling score, then by place', () => {
    const { agents } = report(
      agent({ score: 1, line: 9 }),
      agent({ score: 5 }),
      agent({ score: 1, line: 2 }),
      agent({ score: 1, path: '0.py' }),
    );
    assert.deepEqual(
      agents.map(({ score, path, line }) => [score, path, line]),
      [
        [5, 'a.py', 3],
        [1, '0.py', 3],
        [1, 'a.py', 2],
        [1, 'a.py', 9],
      ],
    );
  });

  it('sums up, with adoption as a share of all agents', () => {
    const readiness = (one: Assessment['readiness']): Assessment => agent({ readiness: one });
    const { summary } = report(readiness('migrated'), readiness('partial'), readiness('ready'));
    assert.equal(summary.adoptionPercent, 66.7);
    assert.equal(summary.totalScore, 24);
    assert.equal(report().summary.adoptionPercent, 0);
  });

  it('tells the first problem of a file only', () => {
    assert.deepEqual(
      report().problems.map(({ line }) => line),
      [2],
    );
  });
});

describe('the Markdown report', () => {
  it('keeps text of the workspace from becoming markup', () => {
    const text = markdownReport(
      report(agent({ path: 'a|b.py', reason: { code: 'existing-base', message: 'a | b <c> [d](e)' } })),
    );
    assert.match(text, /\| `a\\\|b\.py:3` \|/);
    assert.match(text, /a \\\| b \\<c\\> \\\[d\\\]\(e\)/);
    for (const line of text.split('\n').filter((one) => one.startsWith('|'))) {
      assert.equal(line.match(/(?<!\\)\|/g)?.length, 8, line);
    }
  });
});

describe('the SARIF log', () => {
  interface Region {
    readonly startLine: number;
    readonly endColumn?: number;
  }
  interface Location {
    readonly id?: number;
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Region };
  }
  interface Result {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly rank?: number;
    readonly locations: readonly Location[];
    readonly relatedLocations?: readonly Location[];
  }
  interface Log {
    readonly runs: readonly [
      {
        readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
        readonly results: readonly Result[];
      },
    ];
  }
  const log = (...agents: readonly Assessment[]): Log => sarifReport(report(...agents), '1.2.3') as Log;

  it('names a rule for every result by id and index', () => {
    const leftovers = [{ line: 7, message: 'left' }];
    const reason = { code: 'existing-base', message: 'other base', line: 6 } as const;
    const [run] = log(agent({ leftovers }), agent({ reason })).runs;
    assert.deepEqual(
      run.results.map(({ ruleId }) => ruleId),
      ['agent-risk', 'agent-leftover', 'agent-risk', 'agent-blocked', 'module-problem'],
    );
    for (const { ruleId, ruleIndex } of run.results) assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
  });

  it('describes every rule as code scanning asks for', () => {
    for (const rule of log().runs[0].tool.driver.rules) {
      const { shortDescription, fullDescription, help } = rule as unknown as Record<string, { readonly text: string }>;
      for (const one of [shortDescription, fullDescription, help]) assert.match(one?.text ?? '', /^[A-Z]/);
    }
  });

  it('carries the level, the exact score as rank and the evidence as related locations', () => {
    const [risk] = log(agent({ level: 'medium', score: 15.5 })).runs[0].results;
    assert.deepEqual([risk?.level, risk?.rank], ['warning', 15.5]);
    assert.deepEqual(
      risk?.relatedLocations?.map(({ id, physicalLocation }) => [
        id,
        physicalLocation.artifactLocation.uri,
        physicalLocation.region,
      ]),
      [[0, 'other%20file.py', { startLine: 4, startColumn: 5, endLine: 4, endColumn: 9 }]],
    );
  });
});
