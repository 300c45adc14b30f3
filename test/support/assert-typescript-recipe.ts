import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultTypeScriptContract } from '../../src/core/contract/default-typescript-profile.js';
import { noOutsideUses } from '../../src/core/rewrite/outside-uses.js';
import type { PlanWithBytes } from '../../src/core/rewrite/plan-request.js';
import { applyEdits, invertEdits, type TextEdit } from '../../src/core/rewrite/text-edit.js';
import { LineIndex } from '../../src/core/text/line-index.js';
import type { Stage } from '../../src/core/rewrite/stage.js';
import type { ProjectCheck } from '../../src/languages/typescript/project/project-check.js';
import { WorkspaceChecks } from '../../src/languages/typescript/project/workspace-checks.js';
import { projectDisk } from '../../src/node/workers/typescript-disk.js';
import { planTypeScript } from '../../src/languages/typescript/rewrite/plan-typescript.js';
import { sha256 } from './assert-recipe.js';
import type { RecipeCase } from './recipe-case.js';

/** Cases stand in the example fleet, beside its base class, so that every stage of them is type-checked. */
const fleet = path.resolve('media/example-fleet');

const base = { path: 'common/core/base-agent.ts', isDefault: false, specifiers: [], importsBack: [] };

/** The type checks of a project that wants overriding members to say so, or does not. */
function checksWith(noImplicitOverride: boolean): WorkspaceChecks {
  const disk = projectDisk(fleet, '');
  const compilerOptions = { strict: true, module: 'esnext', moduleResolution: 'bundler', noImplicitOverride };
  return new WorkspaceChecks({
    ...disk,
    declarations: (name) => readFileSync(`node_modules/typescript/lib/${name}`, 'utf8'),
    readFile: (file) => (file.endsWith('/tsconfig.json') ? JSON.stringify({ compilerOptions }) : disk.readFile(file)),
  });
}

const checks = { plain: checksWith(false), wantingOverride: checksWith(true) };

/** The plan of a file, without a marker, whose line would stand in every case. */
function planCase({ ending, options }: RecipeCase, through: Stage, bytes: Uint8Array): PlanWithBytes {
  const lastClass = /^(?:export )?(?:default )?class (\w+)(?![\s\S]*^(?:export )?(?:default )?class )/m;
  const found = lastClass.exec(Buffer.from(bytes).toString('latin1'))?.[1];
  const { classes = found === undefined ? [] : [found], includeReview = false, marker = 'none', outside } = options;
  const { attributes = [], subclassed = [], listening = [] } = outside ?? {};
  const request = {
    path: `agents/agent${ending}`,
    bytes,
    classes,
    contract: defaultTypeScriptContract,
    through,
    includeReview,
    outside: { ...noOutsideUses, attributes, subclassed, listening, base },
    marker,
  };
  const { wantsOverride = false } = options;
  const project = { wantsOverride, needsExtensions: false, namesSources: false };
  const { check } = (wantsOverride ? checks.wantingOverride : checks.plain).forFile(request.path);
  return planTypeScript(request, { hash: sha256, project, check });
}

export interface TypeScriptPlanning {
  readonly includeReview: boolean;
  readonly marker: 'comment' | 'none';
  readonly through: Stage;
  readonly ending: string;
}

/** The plan of a text with the class LampAgent, without a type check. */
export function planText(bytes: Uint8Array, { ending, ...options }: TypeScriptPlanning): PlanWithBytes {
  const request = {
    ...options,
    path: `agents/agent${ending}`,
    bytes,
    classes: ['LampAgent'],
    contract: defaultTypeScriptContract,
    outside: { ...noOutsideUses, base },
  };
  const project = { wantsOverride: false, needsExtensions: false, namesSources: false };
  const check: ProjectCheck = { check: () => ({ status: 'unavailable', detail: 'No project.' }) };
  return planTypeScript(request, { hash: sha256, project, check });
}

/** A case through a stage: its result byte by byte, what is left, its inverse, its proofs, and that planning it again changes nothing. */
export function assertTypeScriptRecipe(test: RecipeCase, through: Stage = 'infrastructure'): void {
  const planned = planCase(test, through, test.before);
  const { plan } = planned;
  const code = plan.refused?.code;
  assert.equal(code, test.options.refused?.code, plan.refused?.message);
  const result = planned.stageBytes.at(-1) ?? test.before;
  const written = Buffer.from(result).toString('latin1').replaceAll(plan.id, '<plan>');
  assert.equal(written, test.after.toString('latin1'));
  const left = plan.stages.flatMap((stage) => stage.left);
  assert.deepEqual(
    left.map(({ line, reason }) => `${line ?? '-'}: ${reason}`),
    test.left,
  );
  if (plan.refused) return;
  assertStages(planned, test.options.includeReview === true);
  assert.deepEqual(
    Buffer.from(planCase(test, through, result).stageBytes.at(-1) ?? result),
    Buffer.from(result),
    'planned again',
  );
}

/** Positions lead to the results and back, and no proof fails. */
export function assertStages({ plan, baseText, stageTexts }: PlanWithBytes, includeReview: boolean): void {
  let before = baseText;
  for (const [index, stage] of plan.stages.entries()) {
    const after = stageTexts[index] ?? before;
    const failed = stage.checks.filter(({ status }) => status === 'fail');
    assert.deepEqual(failed, []);
    const skipped = stage.checks.filter(({ status }) => status === 'skipped').map(({ id }) => id);
    assert.ok(skipped.every((id) => id === 'types'));
    const lines = new LineIndex(before);
    const edits: readonly TextEdit[] = stage.edits
      .filter(({ safety }) => safety === 'safe' || (includeReview && safety === 'review'))
      .map((edit) => ({
        start: lines.offsetAt(edit.startLine, edit.startColumn),
        end: lines.offsetAt(edit.endLine, edit.endColumn),
        newText: edit.newText,
      }));
    assert.equal(applyEdits(before, edits), after, 'the positions in the plan lead to the result');
    assert.equal(applyEdits(after, invertEdits(before, edits)), before, 'taking the edits back gives the text before');
    before = after;
  }
}
