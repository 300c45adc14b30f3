import { roundedScore } from '../../core/assess/level.js';
import type { Assessment, Evidence, FactorId, FactorScore } from '../../core/assess/assessment.js';
import { escapeMarkdown, inlineCode } from '../markdown.js';
import { factorTitles, severityTitle } from './wording.js';

/** Factors whose evidence quotes the source; that of the others is a sentence. */
const quotesCode: Readonly<Record<FactorId, boolean>> = {
  fileSize: false,
  gpuOperations: true,
  threading: true,
  databaseDependencies: true,
  systemCriticality: false,
};

/** An em space: columns of a hover's table stand too close without it. */
const gap = '\u2003';

/** The table of the five factors, with the first reason of each where there is room for it. */
export function factorTable(assessment: Assessment, reasons: 'with-reasons' | 'numbers-only'): string {
  const extra = reasons === 'with-reasons' ? [` ${gap}Why |`, ':--|'] : ['', ''];
  const rows = assessment.factors.map((factor) => {
    const { id, severity, weight, points } = factor;
    const row = `| ${factorTitles[id]} | ${severityTitle(severity)} | ${weight.toFixed(2)} | ${points} |`;
    return reasons === 'with-reasons' ? `${row} ${gap}${firstReason(factor)} |` : row;
  });
  const { score, level } = assessment;
  const note = Number.isInteger(score) ? '' : `, exactly ${score}`;
  const total = `| **Score** | **${level}** | | **${roundedScore(score)}**${note} |${reasons === 'with-reasons' ? ' |' : ''}`;
  return [`| Factor | Severity | Weight | Points |${extra[0]}`, `|:--|:--|--:|--:|${extra[1]}`, ...rows, total].join(
    '\n',
  );
}

function firstReason(factor: FactorScore): string {
  const [first, ...others] = factor.evidence;
  if (first === undefined) return '–';
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  // The size of a file has no place in it.
  const place = factor.id === 'fileSize' ? '' : `, ${evidencePlace(first)}`;
  return `${evidenceText(factor.id, first)}${place}${more}`;
}

/** What was found, as code where it is code. */
export function evidenceText(factor: FactorId, { message }: Pick<Evidence, 'message'>): string {
  return quotesCode[factor] ? inlineCode(shortened(message)) : escapeMarkdown(message);
}

export function evidencePlace({ path, line }: Evidence): string {
  return path === undefined ? `line ${line}` : `${escapeMarkdown(path)} line ${line}`;
}

function shortened(message: string): string {
  const limit = 60;
  return message.length <= limit ? message : `${message.slice(0, limit - 1)}…`;
}
