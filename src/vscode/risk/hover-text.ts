import type { Assessment, FactorScore } from '../../core/assess/assessment.js';
import { escapeMarkdown, inlineCode } from '../markdown.js';
import {
  agentName,
  factorTitles,
  pointsTitle,
  readinessTitle,
  riskTitle,
  severityTitle,
  shownScore,
  trackTitle,
} from './wording.js';

/** The table of the five factors with everything that explains a score; the same in the hover and the explanation. */
export function factorTable(assessment: Assessment): string {
  const rows = assessment.factors.map(factorRow);
  const total = `| **Score** | **${assessment.level}** | | **${shownScore(assessment.score)}** | ${roundingNote(assessment.score)} |`;
  return ['| Factor | Severity | Weight | Points | Why |', '|:--|:--|--:|--:|:--|', ...rows, total].join('\n');
}

function factorRow(factor: FactorScore): string {
  const cells = [
    factorTitles[factor.id],
    severityTitle(factor.severity),
    factor.weight.toFixed(2),
    String(factor.points),
    factorReason(factor),
  ];
  return `| ${cells.join(' | ')} |`;
}

function factorReason({ evidence }: FactorScore): string {
  const [first, ...others] = evidence;
  if (first === undefined) return '–';
  const place = first.path === undefined ? `line ${first.line}` : `${escapeMarkdown(first.path)}, line ${first.line}`;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return `${inlineCode(shortened(first.message))} (${place}${more})`;
}

function roundingNote(score: number): string {
  return Number.isInteger(score) ? '' : `exactly ${score}, rounded half up`;
}

function shortened(message: string): string {
  const limit = 60;
  return message.length <= limit ? message : `${message.slice(0, limit - 1)}…`;
}

/** What follows the name: level, track and readiness, and why the class counts as an agent. */
export function hoverText(assessment: Assessment, actions: readonly string[]): string {
  const heading = `**${escapeMarkdown(agentName(assessment))}** — ${riskTitle(assessment)}`;
  const state = `${trackTitle(assessment.track)} · ${escapeMarkdown(readinessTitle(assessment))}`;
  const blocks = [
    `${heading} · ${state}`,
    ...readinessNotes(assessment),
    factorTable(assessment),
    `Counts as an agent: ${escapeMarkdown(assessment.why)}.`,
  ];
  return [...blocks, ...(actions.length === 0 ? [] : [actions.join(' · ')])].join('\n\n');
}

/** What keeps the agent from being ready or migrated, in full sentences; empty when nothing does. */
export function readinessNotes(assessment: Assessment): readonly string[] {
  const blocked = assessment.reason === null ? [] : [escapeMarkdown(assessment.reason.message)];
  const leftovers = (assessment.leftovers ?? []).map(
    ({ line, message }) => `- line ${line}: ${escapeMarkdown(message)}`,
  );
  return leftovers.length === 0 ? blocked : [...blocked, `Left to migrate:\n\n${leftovers.join('\n')}`];
}

/** One line for a place in the code: the factor it feeds, how severe that factor is, and its share of the score. */
export function evidenceTitle(factor: FactorScore): string {
  return `${factorTitles[factor.id]}: ${severityTitle(factor.severity)}, ${pointsTitle(factor.points)}`;
}
