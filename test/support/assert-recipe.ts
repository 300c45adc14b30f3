import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { LineIndex } from '../../src/core/text/line-index.js';
import { bySafety } from '../../src/core/rewrite/edit-choice.js';
import { groupKeyOf } from '../../src/core/rewrite/edit-id.js';
import { noOutsideUses } from '../../src/core/rewrite/outside-uses.js';
import type { PlanRequest, PlanWithBytes } from '../../src/core/rewrite/plan-request.js';
import type { PlannedEdit, StagePlan } from '../../src/core/rewrite/plan.js';
import { stages, type Stage } from '../../src/core/rewrite/stage.js';
import { applyEdits, findOverlap, invertEdits, sortEdits, type TextEdit } from '../../src/core/rewrite/text-edit.js';
import { decode, encode } from '../../src/languages/python/decode.js';
import { loadPythonParser } from '../../src/languages/python/parser.js';
import { planPython } from '../../src/languages/python/rewrite/plan-python.js';
import { SyntaxReader } from '../../src/languages/python/rewrite/syntax/syntax-reader.js';
import type { SyntaxNode } from '../../src/languages/python/rewrite/syntax/syntax-node.js';
import { contracts } from './contracts.js';
import type { RecipeCase, RecipeOptions } from './recipe-case.js';

export const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

export interface Planning extends RecipeOptions {
  readonly through?: Stage;
  readonly chosenEdits?: readonly string[];
}

/** The plan of a file, made as the worker makes it. Without a marker, whose line would stand in every case, unless asked for. */
export async function planBytes(bytes: Uint8Array, options: Planning): Promise<PlanWithBytes> {
  const parser = await loadPythonParser('dist');
  const lastClass = /^[ \t]*class (\w+)(?![\s\S]*^class )/m.exec(Buffer.from(bytes).toString('latin1'))?.[1];
  const { outside, classes = lastClass === undefined ? [] : [lastClass] } = options;
  const request: PlanRequest = {
    path: 'agents/agent.py',
    bytes,
    classes,
    contract: contracts[options.contract ?? 'documented'],
    through: options.through ?? 'integration',
    includeReview: options.includeReview ?? false,
    outside: {
      attributes: outside?.attributes ?? noOutsideUses.attributes,
      subclassed: outside?.subclassed ?? noOutsideUses.subclassed,
      importsBySearchPath: outside?.importsBySearchPath ?? noOutsideUses.importsBySearchPath,
      listening: outside?.listening ?? noOutsideUses.listening,
      moduleNames: outside?.moduleNames ?? noOutsideUses.moduleNames,
      importers: noOutsideUses.importers,
    },
    marker: options.marker ?? 'none',
    ...(options.chosenEdits === undefined ? {} : { chosenEdits: options.chosenEdits }),
  };
  return planPython(parser, request, sha256);
}

/** A case through one stage: its result byte by byte, what is left, and everything that holds for any plan. */
export async function assertRecipe(through: Stage, test: RecipeCase): Promise<void> {
  const planned = await planBytes(test.before, { ...test.options, through });
  const { refused } = test.options;
  const reason = planned.plan.refused;
  if (refused) assert.deepEqual({ code: reason?.code, ...(refused.line ? { line: reason?.line } : {}) }, refused);
  else assert.equal(reason, null);
  const result = planned.stageBytes.at(-1) ?? test.before;
  const written = Buffer.from(result).toString('latin1').replaceAll(planned.plan.id, '<plan>');
  assert.equal(written, test.after.toString('latin1'));
  const left = planned.plan.stages.flatMap((stage) => stage.left);
  assert.deepEqual(
    left.map(({ line, reason: why }) => `${line ?? '-'}: ${why}`),
    test.left,
  );
  await assertPlan(test.before, planned, test.options);
}

/** What holds for every plan of every file. */
export async function assertPlan(bytes: Uint8Array, planned: PlanWithBytes, options: RecipeOptions): Promise<void> {
  const { plan, baseText, stageTexts, stageBytes } = planned;
  assert.equal(plan.base.sha256, sha256(bytes));
  if (plan.refused) {
    assert.deepEqual([plan.stages, stageTexts, stageBytes], [[], [], []]);
    return;
  }
  const decoded = decode(bytes);
  assert.ok(decoded.ok);
  assert.deepEqual(Buffer.from(encode(baseText, decoded.source) ?? []), Buffer.from(bytes), 'read and written again');
  let before = baseText;
  for (const [index, stage] of plan.stages.entries()) {
    const after = stageTexts[index] ?? before;
    assertStage(stage, before, after, options);
    assert.equal(stage.result.sha256, sha256(stageBytes[index] ?? bytes));
    await assertReadAlike(before, after, carriedOut(stage, before, options));
    before = after;
  }
  await assertIdempotent(bytes, planned, options);
}

const proofs = [
  ...['syntax', 'structure', 'untouched', 'encoding', 'names', 'declarations', 'members', 'statements'],
  ...['constructor', 'demanded', 'hooks', 'early-state', 'ports', 'imports', 'idempotent'],
];

function assertStage(stage: StagePlan, before: string, after: string, options: RecipeOptions): void {
  // What edits for review change is for a person to say.
  const isReviewed = options.includeReview === true && stage.edits.some(({ safety }) => safety === 'review');
  assert.deepEqual(
    stage.checks.map(({ id, status, detail }) => ({ id, status, ...(status === 'fail' ? { detail } : {}) })),
    proofs.map((id) => ({ id, status: id === 'statements' && isReviewed ? 'skipped' : 'pass' })),
  );
  const all = stage.edits.map((edit) => textEdit(before, edit));
  assert.equal(findOverlap(sortEdits(all)), undefined, 'no edit meets another one');
  const edits = carriedOut(stage, before, options);
  assert.equal(applyEdits(before, edits), after, 'the positions in the plan lead to the result');
  assert.equal(applyEdits(after, invertEdits(before, edits)), before, 'taking the edits back gives the text before');
  for (const edit of stage.edits) assert.ok(!/[\r\n]/.test(edit.reason) && edit.reason !== '');
}

function carriedOut(stage: StagePlan, before: string, { includeReview = false }: RecipeOptions): readonly TextEdit[] {
  const choice = bySafety(includeReview);
  const chosen = stage.edits.filter(
    ({ id, safety }) => safety !== 'manual' && choice.includes(groupKeyOf(id), { safety }),
  );
  return chosen.map((edit) => textEdit(before, edit));
}

function textEdit(text: string, { startLine, startColumn, endLine, endColumn, newText }: PlannedEdit): TextEdit {
  const lines = new LineIndex(text);
  return { start: lines.offsetAt(startLine, startColumn), end: lines.offsetAt(endLine, endColumn), newText };
}

/** Reading the result with the help of the tree before gives the tree that reading it alone gives. */
async function assertReadAlike(before: string, after: string, edits: readonly TextEdit[]): Promise<void> {
  const reader = new SyntaxReader(await loadPythonParser('dist'));
  const helped = reader.readNext(reader.read(before), after, edits);
  assert.deepEqual(outline(helped.root), outline(reader.read(after).root));
}

const outline = (root: SyntaxNode): readonly string[] =>
  root.walk().map(({ type, start, end }) => `${type} ${start}-${end}`);

async function assertIdempotent(bytes: Uint8Array, planned: PlanWithBytes, options: RecipeOptions): Promise<void> {
  for (const [index, result] of planned.stageBytes.entries()) {
    const through = stages[index] ?? 'integration';
    const again = await planBytes(result, { ...options, classes: [...planned.plan.classes], through });
    assert.equal(again.plan.refused, null);
    assert.deepEqual(Buffer.from(again.stageBytes.at(-1) ?? bytes), Buffer.from(result), 'planned again');
  }
}
