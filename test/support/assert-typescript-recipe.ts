import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultTypeScriptContract } from '../../src/core/contract/default-typescript-profile.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { noOutsideUses } from '../../src/core/rewrite/outside-uses.js';
import type { PlanWithBytes } from '../../src/core/rewrite/plan-request.js';
import { applyEdits, invertEdits, type TextEdit } from '../../src/core/rewrite/text-edit.js';
import { LineIndex } from '../../src/core/text/line-index.js';
import type { Stage } from '../../src/core/rewrite/stage.js';
import type { ProjectCheck } from '../../src/languages/typescript/project/project-check.js';
import { LibraryFiles } from '../../src/languages/typescript/project/library-files.js';
import { WorkspaceChecks } from '../../src/languages/typescript/project/workspace-checks.js';
import { projectDisk } from '../../src/node/workers/typescript-disk.js';
import { inferTypeScriptContract } from '../../src/languages/typescript/contract/infer-contract.js';
import { TypeScriptModule } from '../../src/languages/typescript/rewrite/syntax/typescript-module.js';
import { planTypeScript } from '../../src/languages/typescript/rewrite/plan-typescript.js';
import { sha256 } from './assert-recipe.js';
import type { RecipeCase } from './recipe-case.js';

/** Cases stand in the example fleet, beside its base class, so that every stage of them is type-checked. */
const fleet = path.resolve('media/example-fleet');

const base = { path: 'common/core/base-agent.ts', isDefault: false, specifiers: [], importsBack: [] };

const libraries = new LibraryFiles((name) => readFileSync(`node_modules/typescript/lib/${name}`, 'utf8'));

interface Project {
  /** It wants overriding members to say so. */
  readonly noImplicitOverride: boolean;
  /** The text of its base class; that of the fleet when absent. */
  readonly baseText?: string;
}

function checksWith({ noImplicitOverride, baseText }: Project): WorkspaceChecks {
  const disk = projectDisk(fleet);
  const readText = (file: string): string | undefined =>
    baseText !== undefined && file.endsWith(`/${base.path}`) ? baseText : disk.readFile(file);
  const options = { strict: true, module: 'esnext', moduleResolution: 'bundler', noImplicitOverride };
  // A case with a base of its own uses nothing of Node: its types need not be read for each.
  const compilerOptions = { ...options, types: baseText === undefined ? ['node'] : [] };
  const readFile = (file: string): string | undefined =>
    file.endsWith('/tsconfig.json') ? JSON.stringify({ compilerOptions }) : readText(file);
  return new WorkspaceChecks({ ...disk, readFile }, libraries);
}

const checks = {
  plain: checksWith({ noImplicitOverride: false }),
  wantingOverride: checksWith({ noImplicitOverride: true }),
};

function contractOf(baseText: string): Contract {
  const sources = [new TypeScriptModule(baseText, base.path)];
  const inferred = inferTypeScriptContract({ module: 'common/core/base-agent', class: 'BaseAgent', sources });
  assert.ok(inferred, 'the base of the case is called BaseAgent');
  return inferred.contract;
}

/** The plan of a file, without a marker, whose line would stand in every case. */
function planCase({ ending, options, base: own }: RecipeCase, through: Stage, bytes: Uint8Array): PlanWithBytes {
  const lastClass = /^(?:export )?(?:default )?class (\w+)(?![\s\S]*^(?:export )?(?:default )?class )/m;
  const found = lastClass.exec(Buffer.from(bytes).toString('latin1'))?.[1];
  const { classes = found === undefined ? [] : [found], includeReview = false, marker = 'none', outside } = options;
  const baseText = own?.toString();
  const { attributes = [], subclassed = [], listening = [] } = outside ?? {};
  const ofPackage = options.basePackage && { package: options.basePackage };
  const request = {
    path: `agents/agent${ending}`,
    bytes,
    classes,
    contract: baseText === undefined ? defaultTypeScriptContract : contractOf(baseText),
    through,
    includeReview,
    outside: { ...noOutsideUses, attributes, subclassed, listening, base: { ...base, ...ofPackage } },
    marker,
  };
  const { wantsOverride = false, isBaseOutOfReach = false } = options;
  const project = { wantsOverride, needsExtensions: false, namesSources: false, isBaseOutOfReach };
  const shared = wantsOverride ? checks.wantingOverride : checks.plain;
  const ownChecks = baseText === undefined ? shared : checksWith({ noImplicitOverride: wantsOverride, baseText });
  const { check } = ownChecks.forFile(request.path);
  return planTypeScript(request, { hash: sha256, project, check });
}

/** The type check of an agent in the example fleet. */
export const checkInFleet = (agent: string): ProjectCheck => checks.plain.forFile(agent).check;

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
  const project = { wantsOverride: false, needsExtensions: false, namesSources: false, isBaseOutOfReach: false };
  const check: ProjectCheck = {
    check: () => ({ status: 'unavailable', detail: 'No project.' }),
    checkTogether: () => undefined,
  };
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
    left.map(({ line, reason }) => `${line ?? '-'}: ${reason.replace(/TypeScript [\d.]+\b/, 'TypeScript')}`),
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
