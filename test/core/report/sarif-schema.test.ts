import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import fc from 'fast-check';
import type { Assessment } from '../../../src/core/assess/assessment.js';
import { reportOf } from '../../../src/core/assess/report.js';
import { sarifReport } from '../../../src/core/report/sarif.js';
import { assessment, evidence, factor } from '../../support/assessment.js';

const schemaFile = import.meta.resolve('@microsoft/sarif-matcher-utils/lib/schemas/sarif-2.1.0-rtm.5.json');

/** The schema of the standard, whose draft of JSON Schema differs from Ajv's in keywords that it does not use. */
function readSchema(): Record<string, unknown> {
  const text = readFileSync(new URL(schemaFile), 'utf8');
  const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([key]) => key !== '$schema' && key !== 'id'));
}

const isUri = (text: string): boolean => URL.canParse(text);
/** RFC 3986: nothing that has to be escaped, and a scheme only where one is meant. */
const isUriReference = (text: string): boolean =>
  /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/u.test(text) && !/%(?![\da-f]{2})/iu.test(text);
const isDateTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT.+(Z|[+-]\d\d:\d\d)$/u.test(text);

const validate = new Ajv({
  ...{ strict: false, allErrors: true, unicodeRegExp: false },
  formats: { uri: isUri, 'uri-reference': isUriReference, 'date-time': isDateTime },
}).compile(readSchema());

function errorsOf(log: unknown): readonly ErrorObject[] {
  return validate(JSON.parse(JSON.stringify(log))) ? [] : (validate.errors ?? []);
}

const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
const line = fc.integer({ min: 1, max: 9999 });

const anyAgent: fc.Arbitrary<Assessment> = fc
  .record({
    path: text,
    name: fc.option(text),
    score: fc.integer({ min: 0, max: 80 }).map((half) => half / 2),
    level: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
    reason: fc.option(fc.record({ code: fc.constant('does-not-parse' as const), message: text, line })),
    leftovers: fc.array(fc.record({ line, message: text }), { maxLength: 3 }),
    found: fc.array(fc.tuple(line, text, fc.option(text)), { maxLength: 4 }),
  })
  .map(({ name, found, ...parts }) =>
    assessment({
      ...parts,
      class: name,
      factors: [
        factor(
          'threading',
          'high',
          8,
          found.map(([at, message, path]) => evidence(at, message, path ?? undefined)),
        ),
      ],
    }),
  );

function logOf(agents: readonly Assessment[], problem: string): unknown {
  const problems = [{ path: problem, code: 'does-not-parse' as const, line: 2, message: problem }];
  const file = { path: 'a.py', language: 'python' as const, sha256: '', agents, components: [], problems };
  return sarifReport(reportOf({ assessments: [file], files: 1, elapsedMs: 1, changedSettings: [] }), '1.2.3');
}

describe('the SARIF log and the schema of SARIF 2.1.0', () => {
  it('agree, whatever agents, paths and messages are', () => {
    fc.assert(
      fc.property(fc.array(anyAgent, { maxLength: 4 }), text, (agents, problem) => {
        assert.deepEqual(errorsOf(logOf(agents, problem)), []);
      }),
    );
  });

  it('would not agree on a log that is none', () => {
    const log = logOf([assessment()], 'b.py') as { readonly runs: readonly [{ readonly results: readonly object[] }] };
    const [run] = log.runs;
    const [result] = run.results;
    const changed = (parts: object): unknown => ({ ...log, runs: [{ ...run, results: [{ ...result, ...parts }] }] });
    assert.deepEqual(errorsOf(changed({})), []);
    for (const wrong of [
      { level: 'fatal' },
      { message: 'text' },
      { rank: 101 },
      { unknown: 1 },
      { locations: [{ physicalLocation: { region: { startLine: 0 } } }] },
      { locations: [{ physicalLocation: { artifactLocation: { uri: 'a b.py' } } }] },
    ]) {
      assert.notDeepEqual(errorsOf(changed(wrong)), [], JSON.stringify(wrong));
    }
  });
});
