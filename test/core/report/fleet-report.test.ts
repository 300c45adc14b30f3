import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Assessment } from '../../../src/core/assess/assessment.js';
import { reportOf } from '../../../src/core/assess/report.js';
import type { FleetPlan } from '../../../src/core/fleet/fleet-plan.js';
import { readChain } from '../../../src/core/journal/chain.js';
import type { RecordBody } from '../../../src/core/journal/record.js';
import { replay } from '../../../src/core/journal/replay.js';
import { observationTopic } from '../../../src/core/observation/observation-record.js';
import { fleetReport, reportedPaths, verifyReport, type FleetReport } from '../../../src/core/report/fleet-report.js';
import { htmlReport } from '../../../src/core/report/html/html-report.js';
import { migrationLines } from '../../../src/core/report/migration-wording.js';
import { migrationsMarkdown } from '../../../src/core/report/migrations-markdown.js';
import { canonicalJson } from '../../../src/core/text/canonical-json.js';
import { noteOfValidation } from '../../../src/core/validation/validation-note.js';
import {
  contentId,
  journalText,
  migrationBegun,
  openedRecord,
  sealWithKey,
} from '../../support/store/journal-fixture.js';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const m = 'm-00000001';
const commit = (id: string): RecordBody => ({ kind: 'committed', id });

function agent(parts: Partial<Assessment>): Assessment {
  return {
    ...{ path: 'a.py', language: 'python', class: 'Ägent', line: 3, why: '', score: 8, level: 'low' },
    ...{ track: 'immediate', readiness: 'ready', reason: null, factors: [] },
    ...parts,
  };
}

const noWaves: FleetPlan = {
  schemaVersion: 1,
  summary: {
    ...{ agents: 0, migrated: 0, partial: 0, ready: 0, blocked: 0, adoptionPercent: 0, waves: 0, dependencies: 0 },
  },
  waves: [],
  left: [
    { path: 'k.py', class: 'Kept', line: 1, why: 'preserved', reason: null, kept: 'replaced | next month' },
    { path: 'b.py', class: 'Blocked', line: 1, why: 'blocked', reason: null },
  ],
};

interface Told {
  readonly before?: readonly Assessment[];
  readonly after?: readonly Assessment[];
  readonly files?: Readonly<Record<string, string>>;
  readonly agents?: readonly Assessment[];
}

function reportFor(
  bodies: readonly RecordBody[],
  { before = [], after = [], files = {}, agents = [] }: Told,
): FleetReport {
  const history = replay(readChain(journalText([openedRecord, ...bodies], 'key'), sealWithKey('key')).records);
  const known = (some: readonly Assessment[]) => new Map(history.migrations.map(({ id }) => [id, some]));
  const file = { path: 'a.py', language: 'python' as const, sha256: '', agents, components: [], problems: [] };
  const sources = {
    assessment: reportOf({ assessments: [file], files: 1, elapsedMs: 0, changedSettings: ['weights.fileSize'] }),
    ...{ plan: noWaves, history, past: { before: known(before), after: known(after) }, files },
    ...{ generatedAt: '2026-01-01T00:00:00.000Z', generator: 'test' },
  };
  return fleetReport(sources, hash);
}

const told = (report: FleetReport): readonly string[] => report.migrations.flatMap(migrationLines);
const written = { 'a.py': contentId(`${m} integration`) };

describe('the report of a fleet', () => {
  it('has the score of each agent before and after, and says where a side is not known', () => {
    const report = reportFor([migrationBegun(m), commit(m)], { before: [agent({ score: 11.5 })], files: written });
    assert.deepEqual(report.migrations[0]?.scores, [
      { class: 'Ägent', before: { score: 11.5, level: 'low', track: 'immediate' }, after: null },
    ]);
    assert.match(migrationsMarkdown(report), /\| applied \| infrastructure, integration \| 12 → not known \|/);
    const both = reportFor([migrationBegun(m), commit(m)], { before: [agent({})], after: [agent({ score: 4 })] });
    assert.match(htmlReport(both), /<td class="number">8 → 4<\/td>/);
    assert.match(htmlReport(both), /aria-label="Scores before and after/);
  });

  it('says how long a migration took until it counted', () => {
    const report = reportFor([migrationBegun(m), commit(m)], {});
    assert.equal(report.migrations[0]?.tookMs, 1000);
    assert.match(migrationsMarkdown(report), /\| 1970-01-01T00:00:01\.000Z \| 1\.0 s \|/);
    assert.equal(reportFor([migrationBegun(m)], {}).migrations[0]?.tookMs, null);
  });

  it('names every deviation from plan and workflow, of the newest migration of a file', () => {
    const skipped = { id: 'functionality', status: 'skipped', detail: 'No consent.', findings: [] } as const;
    const note = noteOfValidation(m, { sha256: contentId('x'), checks: [skipped] });
    const begun = { ...migrationBegun(m), through: 'core-logic' as const };
    const [first, ...stages] = begun.stages;
    assert.ok(first);
    const bodies = [{ ...begun, stages: [{ ...first, status: 'dropped' as const }, ...stages] }, note, commit(m)];
    const risky = { before: [agent({ level: 'high' })], files: { 'a.py': contentId('edited') } };
    const { migrations, changedSettings } = reportFor(bodies, risky);
    assert.deepEqual(migrations[0]?.deviations, [
      'Not done, because a proof failed: infrastructure.',
      'Only migrated through core-logic.',
      'Its risk asks for the full framework; it stands without a parallel test and an observation.',
      'The file was edited since.',
    ]);
    assert.deepEqual(changedSettings, ['weights.fileSize']);
    const later = { ...migrationBegun('m-00000002'), path: 'a.py' };
    const [, earlier] = reportFor([migrationBegun(m), commit(m), later, commit(later.id)], risky).migrations;
    assert.deepEqual(earlier?.deviations, []);
  });

  it('names who is kept, with the reason', () => {
    const report = reportFor([], {});
    assert.deepEqual(report.kept, [{ path: 'k.py', class: 'Kept', reason: 'replaced | next month' }]);
    assert.match(migrationsMarkdown(report), /## Kept as they are\n\n- `Kept` in `k\.py`: replaced \\\| next month/);
    assert.match(htmlReport(report), /<li>Kept <code>k\.py<\/code>: replaced \| next month<\/li>/);
  });
});

const pair = { warning: 1, critical: 2 };
const minutes = (count: number, value: number) =>
  Array.from({ length: count }, (_, i) => ({ atMs: i * 60_000, median: value + (i % 3) }));

function observed(...events: readonly Record<string, unknown>[]): readonly RecordBody[] {
  const limits = {
    ...{ vramPercent: pair, temperatureCelsius: pair, load: { absolute: 1, perCore: 1 }, responseMs: 1 },
  };
  const metrics = { responseMs: minutes(90, 200), throughput: minutes(3, 7) };
  const baseline = { fromMs: 0, toMs: 1, metrics, foreignMiB: {}, answered: true };
  const begun = {
    event: 'begun',
    agent: 'a.py:A',
    forMs: 3_600_000,
    warmUpMs: 0,
    intervalMs: 5000,
    rules: {},
    limits,
    baseline,
  };
  const notes = [begun, ...events].map((data) => ({ kind: 'noted' as const, id: m, topic: observationTopic, data }));
  return [migrationBegun(m), commit(m), ...notes];
}

describe('the telemetry in a report', () => {
  const measured = {
    metric: 'responseMs',
    before: { median: 201, low: 200, high: 202, minutes: 60 },
    after: { median: 207.25, low: 206, high: 209, minutes: 58 },
    change: { shift: 0.031, low: 0.02, high: 0.04 },
  };
  const ended = { event: 'ended', phase: 'passed', observedMs: 3_500_000, unobservedMs: 100_000, text: '' };

  it('is what the observation measured on both sides, with its intervals', () => {
    const decided = { event: 'decided', outcome: 'keep', because: [], quiet: [], measured: [measured] };
    const lines = told(reportFor(observed(decided, ended), {}));
    assert.ok(
      lines.includes(
        'Response time, median with 95 % interval: 201 ms (200 … 202, 60 minutes) before, 207 ms (206 … 209, 58 minutes) after, +3.1 % (+2.0 … +4.0)',
      ),
      lines.join('\n'),
    );
    assert.ok(
      lines.some((line) =>
        line.startsWith(
          'Observation of 60 minutes from 1970-01-01T00:00:03.000Z: passed, 58 minutes seen and 2 minutes not',
        ),
      ),
    );
  });

  it('never has a number that was not measured: before a verdict, and in journals that did not keep it', () => {
    for (const events of [[], [{ event: 'decided', outcome: 'keep', because: [], quiet: [] }, ended]]) {
      const report = reportFor(observed(...events), {});
      assert.deepEqual(
        report.migrations[0]?.observation?.telemetry.map(({ after, change }) => [after, change]),
        [
          [null, null],
          [null, null],
        ],
      );
      const [response, throughput] = told(report).slice(-2);
      assert.equal(
        response,
        'Response time, median with 95 % interval: 201 ms (201 … 201, 60 minutes) before, not measured after',
      );
      assert.equal(
        throughput,
        'Throughput, median with 95 % interval: 8 (no interval, 3 minutes) before, not measured after',
      );
    }
  });
});

describe('the prediction in a report', () => {
  const bodies = (count: number): readonly RecordBody[] =>
    Array.from({ length: count }, (_, i): readonly RecordBody[] => {
      const id = `m-${String(i).padStart(8, '0')}`;
      const seen: readonly RecordBody[] = i % 4 === 0 ? [{ kind: 'seen', id, at: 'original' }] : [];
      return [migrationBegun(id, `${i}.py`), commit(id), ...seen];
    }).flat();
  const agents = [agent({}), agent({ path: 'done.py', readiness: 'migrated' })];

  it('is silent below 20 outcomes, and says how many there are', () => {
    const report = reportFor(bodies(19), { before: [agent({})], agents });
    assert.deepEqual([report.prediction.outcomes.all, report.prediction.learned], [19, null]);
    assert.match(
      migrationsMarkdown(report),
      /19 outcomes known: 14 stood, 5 rolled back, .*\nNothing is predicted below 20 outcomes\./,
    );
  });

  it('has the probability of every agent that can be migrated, and how reliable that is', () => {
    const report = reportFor(bodies(40), { before: [agent({})], agents });
    const { learned } = report.prediction;
    assert.ok(learned);
    assert.deepEqual(
      learned.agents.map(({ path }) => path),
      ['a.py'],
    );
    assert.equal(
      learned.reliability.bins.reduce((sum, { cases }) => sum + cases, 0),
      40,
    );
    const share = learned.agents[0]?.stands ?? 0;
    assert.ok(share > 0.7 && share < 0.85, String(share));
    assert.match(migrationsMarkdown(report), /\| Predicted to stand \| Stood \| 95 % interval \| Cases \|/);
    assert.match(htmlReport(report), /aria-label="Reliability curve/);
    assert.equal(report.agents[0]?.score, 8, 'the score stays what it is');
  });

  it('learns nothing from migrations whose checkpoint is gone', () => {
    assert.equal(reportFor(bodies(40), { agents }).prediction.outcomes.all, 0);
  });
});

describe('the verification of a report', () => {
  it('holds for a report as it is made, and for one of an earlier version, which had fewer parts', () => {
    const report = reportFor([migrationBegun(m), commit(m)], { files: written });
    const readBack: unknown = JSON.parse(JSON.stringify(report));
    assert.equal(verifyReport(readBack, new Map(Object.entries(written)), hash)?.genuine, true);
    const earlier = { schemaVersion: 1, generatedAt: 'then', agents: [], migrations: [{ id: m }], files: written };
    const digest = hash(canonicalJson(earlier));
    const verified = verifyReport({ ...earlier, digest }, new Map(Object.entries(written)), hash);
    assert.deepEqual([verified?.genuine, verified?.unchanged], [true, 1]);
  });

  it('asks for no file outside the workspace, whatever a report names', () => {
    const named = [
      '/etc/passwd',
      '../key',
      'a/../../key',
      '..',
      'C:\\key',
      '\\\\host\\key',
      'a/..b.py',
      'agents/it.py',
    ];
    const files = Object.fromEntries(named.map((path) => [path, 'x']));
    const made = { schemaVersion: 1, generatedAt: 'then', agents: [], migrations: [], files, digest: 'x' };
    assert.deepEqual(reportedPaths(made), ['a/..b.py', 'agents/it.py']);
  });
});
