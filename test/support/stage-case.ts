import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Contract } from '../../src/core/contract/contract.js';
import { defaultPythonContract } from '../../src/core/contract/default-profile.js';
import { bySafety } from '../../src/core/rewrite/edit-choice.js';
import { noOutsideUses } from '../../src/core/rewrite/outside-uses.js';
import { planStage } from '../../src/core/rewrite/plan-stage.js';
import type { Stage } from '../../src/core/rewrite/stage.js';
import { loadPythonParser } from '../../src/languages/python/parser.js';
import { PythonLanguage } from '../../src/languages/python/rewrite/python-language.js';
import { SyntaxReader } from '../../src/languages/python/rewrite/syntax/syntax-reader.js';

/** A text and what a stage makes of it. */
export interface StageCase {
  readonly name: string;
  readonly before: string;
  /** Equal to `before` when nothing may change. */
  readonly after: string;
  /** `line: reason` of everything that is left, in order. */
  readonly left: readonly string[];
  readonly includeReview: boolean;
}

/**
 * The cases in a folder, one sub-folder each: `before.py`, `after.py` unless nothing may change, and `left.txt` when something is left. A
 * case whose name ends in `-review` carries out the edits for review too.
 */
export function stageCases(folder: string): readonly StageCase[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const read = (file: string): string | undefined => {
        const place = path.join(folder, name, file);
        return existsSync(place) ? readFileSync(place, 'utf8') : undefined;
      };
      const before = read('before.py') ?? '';
      const left = (read('left.txt') ?? '').split('\n').filter((line) => line !== '');
      return { name, before, after: read('after.py') ?? before, left, includeReview: name.endsWith('-review') };
    });
}

/** Carries a stage out on the last class of a text, with every proof; without the marker, whose line would stand in every case. */
export async function assertStage(
  stage: Stage,
  test: StageCase,
  contract: Contract = defaultPythonContract,
): Promise<void> {
  const reader = new SyntaxReader(await loadPythonParser('dist'));
  const className = /^class (\w+)(?![\s\S]*^class )/m.exec(test.before)?.[1] ?? '';
  const language = new PythonLanguage(reader, {
    classes: [className],
    contract,
    outside: noOutsideUses,
    marker: 'none',
    planId: 'test',
    encoding: { encoding: 'utf-8', hasByteOrderMark: false },
  });
  try {
    const job = {
      language,
      classes: [className],
      choice: bySafety(test.includeReview),
      dropped: new Map<string, string>(),
    };
    const { after, checks, proposals } = planStage(language.read(test.before), stage, job);
    assert.deepEqual(
      checks.filter(({ status }) => status === 'fail'),
      [],
    );
    assert.equal(after.text, test.after);
    assert.deepEqual(
      proposals.left.map(({ line, reason }) => `${line ?? '-'}: ${reason}`),
      test.left,
    );
  } finally {
    language.dispose();
  }
}
