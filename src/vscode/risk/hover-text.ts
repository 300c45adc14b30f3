import { agentName } from '../../core/assess/agent-name.js';
import type { Assessment, FactorScore } from '../../core/assess/assessment.js';
import { escapeMarkdown } from '../markdown.js';
import { factorTable } from './factor-table.js';
import { factorTitles, pointsTitle, readinessTitle, riskTitle, severityTitle, trackTitle } from './wording.js';

export interface HoverExtras {
  /** Whether the agent runs, in words; `undefined` when that is not known. */
  readonly status: string | undefined;
  /** Links. */
  readonly actions: readonly string[];
}

/** Everything about one agent in a hover. */
export function hoverText(assessment: Assessment, { status, actions }: HoverExtras): string {
  const state = `${trackTitle(assessment.track)} · ${escapeMarkdown(readinessTitle(assessment))}`;
  const blocks = [
    `**${escapeMarkdown(agentName(assessment))}** · **${riskTitle(assessment)}** · ${state}`,
    ...(status === undefined ? [] : [escapeMarkdown(status)]),
    ...readinessNotes(assessment),
    factorTable(assessment, 'with-reasons'),
    `Counts as an agent: ${escapeMarkdown(assessment.why)}.`,
  ];
  return [...blocks, ...(actions.length === 0 ? [] : [actions.join(' · ')])].join('\n\n');
}

/** What keeps the agent from being ready or migrated; empty when nothing does. */
export function readinessNotes(assessment: Assessment): readonly string[] {
  const blocked = assessment.reason === null ? [] : [escapeMarkdown(assessment.reason.message)];
  const leftovers = (assessment.leftovers ?? []).map(
    ({ line, message }) => `- line ${line}: ${escapeMarkdown(message)}`,
  );
  return leftovers.length === 0 ? blocked : [...blocked, `Left to migrate:\n\n${leftovers.join('\n')}`];
}

/** `GPU operations high (10 points)`: what a place in the code adds to, and how much that factor counts in all. */
export function evidenceTitle(factor: FactorScore): string {
  return `${factorTitles[factor.id]} ${severityTitle(factor.severity)} (${pointsTitle(factor.points)})`;
}
