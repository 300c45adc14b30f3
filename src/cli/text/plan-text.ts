import { counted } from '../../core/text/counted.js';
import type { LeftItem, Plan, PlannedEdit, StagePlan } from '../../core/rewrite/plan.js';
import type { PlanWithTexts } from '../../core/rewrite/plan.js';
import { unifiedDiff } from './unified-diff.js';

/** A plan in words, for people. */
export function planSummary(plan: Plan): string {
  const head = `${plan.path} · ${plan.classes.join(', ') || 'no class'} · plan ${plan.id}`;
  if (plan.refused) {
    const { code, message } = plan.refused;
    return `${head}\nRefused (${code}): ${message}\n`;
  }
  return `${[head, ...plan.stages.flatMap(stageLines)].join('\n')}\n`;
}

/** Every stage that changes something as a diff against the stage before it; in words what keeps all of them from doing so. */
export function planDiff({ plan, baseText, stageTexts }: PlanWithTexts): string {
  if (plan.refused) return planSummary(plan);
  let before = baseText;
  const parts = plan.stages.flatMap(({ stage }, index) => {
    const after = stageTexts[index] ?? before;
    const diff = after === before ? [] : [`# ${stage}\n${unifiedDiff(plan.path, before, after)}`];
    before = after;
    return diff;
  });
  if (parts.length > 0) return parts.join('');
  const isEmpty = plan.stages.every(({ edits, left }) => edits.length === 0 && left.length === 0);
  return isEmpty ? `${plan.path}: nothing to do.\n` : planSummary(plan);
}

function stageLines({ stage, edits, left, removed, renamed, checks }: StagePlan): readonly string[] {
  const failed = checks.filter(({ status }) => status === 'fail');
  const skipped = checks.filter(({ status }) => status === 'skipped');
  const proved = `${checks.length - failed.length - skipped.length} of ${checks.length} checks passed`;
  return [
    '',
    `${stage}: ${edits.length === 0 ? 'nothing to do' : `${counted(edits.length, 'edit')}, ${proved}`}`,
    ...byReason(edits).map((line) => `  ${line}`),
    ...renamed.map(({ from, to }) => `  renamed ${from} → ${to}`),
    ...removed.map((name) => `  removed ${name}`),
    ...left.map((item) => `  left ${leftLine(item)}`),
    ...[...failed, ...skipped].map(({ id, status, detail }) => `  check ${id} ${status}: ${detail}`),
  ];
}

/** Edits of one reason are one line: twenty renamed uses are one thought. */
function byReason(edits: readonly PlannedEdit[]): readonly string[] {
  const groups = new Map<string, PlannedEdit[]>();
  for (const edit of edits) {
    const key = `${edit.class} ${edit.recipe} ${edit.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), edit]);
  }
  return [...groups.values()].map((same) => {
    const [first] = same;
    const lines = [...new Set(same.map(({ startLine }) => startLine))];
    const shown = lines.length > 6 ? `${lines.slice(0, 6).join(', ')}, …` : lines.join(', ');
    return `${first?.safety === 'review' ? '? ' : '+ '}${first?.reason ?? ''} [${first?.recipe ?? ''}, line ${shown}]`;
  });
}

function leftLine({ class: name, recipe, reason, line }: LeftItem): string {
  return `${name}${line === undefined ? '' : `, line ${line}`}: ${reason} [${recipe}]`;
}
